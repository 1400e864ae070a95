"""What orders hold of persons: carts, addresses, the real name that customs asks for; and what must end before a buyer is erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.letters import forget_letters
from marketplace.privacy.people import Person, guest
from marketplace.privacy.registry import (
    Given,
    Hindrance,
    Holding,
    Period,
    consents,
    declare,
    declare_period,
    guests_page,
    hinders,
    knows_guests,
    leave_out,
    shuts,
)
from marketplace.privacy.rows import by_email, delete_before, rows_of
from orders.enums import GroupState, OrderState
from orders.identity.enums import Purpose
from orders.identity.exceptions import Erased
from orders.identity.models import RealName
from orders.identity.privacy import words_of_days
from orders.identity.services import read_real_name
from orders.models import Cart, Checkout, DeliveryInquiry, Order, OrderGroup
from orders.models.cart import new_token
from orders.payments.enums import RefundState
from orders.payments.models import Refund
from orders.payments.privacy import forget_phones
from orders.payments.providers.momo.models import MomoAsk, MomoSending
from orders.services.expiry import forget_guest_carts
from orders.services.payment import PURPOSE

ROOM = _("Orders")
OURS = "marketplace's own reading: no longer than it is of use"
E_COMMERCE = "China's E-Commerce Law, article 31: three years from the end of the transaction (general knowledge)"
OPEN_GROUPS = [GroupState.AWAITING_PAYMENT, GroupState.SECURED]
OPEN_ORDERS = [
    OrderState.AWAITING_PAYMENT, OrderState.SECURED, OrderState.PAID, OrderState.ACCEPTED, OrderState.PACKED, OrderState.SHIPPED,
]  # fmt: skip
NAMING = ("name", "phone", "line", "line2", "postcode", "district", "district_code", "district_latin")
NOBODY = {"email": "", "phone": "", "company_name": "", "company_code": "", "purchase_order": "", "notify_party": None}

declare_period(
    Period("orders.carts", _("carts that nobody came back to, counted from the last change"), 60, OURS),
    Period("orders.unpaid", _("address and contact of orders never paid, counted from their end"), 30, OURS),
    Period("orders.contact", _("address and contact of orders, counted from their end"), 1095, E_COMMERCE),
    Period("orders.inquiries", _("questions about delivery, counted from the day they were asked"), 365, OURS),
    Period("orders.books", _("sums and papers of orders, counted from the order"), 3650,
           "Rwanda’s law on tax procedures: books are kept for ten years (general knowledge)"),
)  # fmt: skip


def groups_of_person(person: Person) -> QuerySet[OrderGroup]:
    """The orders of a member, or the one whose link a guest holds, in the current hub."""
    if person.is_member:
        return OrderGroup.objects.filter(user=person.user_id)
    return OrderGroup.objects.filter(number=person.order, user=None) if person.order else OrderGroup.objects.none()


@knows_guests
def guest_of_order(order: str) -> Person | None:
    group = OrderGroup.objects.filter(number=order, user=None).exclude(email="").first()
    return guest(order=group.number, email=group.email, language=group.language) if group else None


@guests_page
def page_of_guest(person: Person) -> str:
    group = groups_of_person(person).first()
    if group is None:
        return ""
    with override(person.language):
        return f"{reverse('orders:group-privacy', args=[group.number])}?key={group.access_token}"


@shuts
def no_new_orders(person: Person) -> None:
    """Who places an order holds the cart's row: wait for that, and then there is no cart. A guest's order is paid under its group's row."""
    if person.is_member:
        list(Cart.objects.locked().filter(user=person.user_id))
        Cart.objects.filter(user=person.user_id).delete()
    list(groups_of_person(person).locked())


@hinders
def orders_run(person: Person) -> Iterable[Hindrance]:
    groups = groups_of_person(person)
    live = Exists(Order.objects.filter(group=OuterRef("pk"), state__in=OPEN_ORDERS))
    for number in groups.filter(Q(state__in=OPEN_GROUPS) | live).order_by("pk").values_list("number", flat=True):
        yield Hindrance("orders_open", _("Order %(number)s is not finished.") % {"number": number}, f"orders/{number}/")
    owed = Refund.objects.filter(payment__purpose=PURPOSE, payment__key__in=groups.values("number")).exclude(state=RefundState.DONE)
    for number in owed.values_list("payment__key", flat=True).distinct():
        yield Hindrance(
            "money_held", _("Money of order %(number)s is still on its way back to you.") % {"number": number}, f"orders/{number}/"
        )


def _orders(person: Person) -> list[dict[str, Any]]:
    """What was agreed, without the people of the other side."""
    told = []
    for group in groups_of_person(person).prefetch_related("orders__lines").order_by("pk"):
        told.append(
            {
                "number": group.number,
                "state": group.state,
                "placed_at": group.placed_at,
                "paid_at": group.paid_at,
                "total": group.total_amount,
                "currency": group.currency,
                "email": group.email,
                "phone": group.phone,
                "company_name": group.company_name,
                "company_code": group.company_code,
                "purchase_order": group.purchase_order,
                "notify_party": group.notify_party,
                "address": group.address,
                "orders": [_order(order) for order in group.orders.all()],
            }
        )
    return told


def _order(order: Order) -> dict[str, Any]:
    lines = [
        {"sku": line.sku, "name": line.name_en, "quantity": line.quantity, "unit_price": line.unit_price, "line_total": line.line_total}
        for line in order.lines.all()
    ]
    facts = ("number", "state", "total_amount", "delivery_amount", "refunded_amount", "carrier", "tracking_number", "delivered_at")
    return {**{name: getattr(order, name) for name in facts}, "seller": order.seller_trade_name or order.seller_legal_name, "lines": lines}


@transaction.atomic
def _forget_buyers(groups: QuerySet[OrderGroup]) -> int:
    """Take the person out of these orders; country, town, goods and sums stay for the books. Returns how many changed."""
    count = 0
    for pk in list(groups.exclude(email="").values_list("pk", flat=True)):
        group = OrderGroup.objects.locked().get(pk=pk)
        forget_letters(Q(payload__to=group.email, payload__context__number=group.number))
        for name, value in NOBODY.items():
            setattr(group, name, value)
        group.address = {name: "" if name in NAMING else value for name, value in group.address.items()}
        group.access_token = new_token()  # nobody's link opens it any more
        group.save(update_fields=[*NOBODY, "address", "access_token"])
        count += 1
    return count


def _erase_buyer(person: Person) -> int:
    return _forget_buyers(groups_of_person(person))


def _old_contacts(before: datetime, dry: bool) -> int:
    """Orders that all ended so long ago."""
    ended = Max(Greatest(Coalesce("orders__delivered_at", "orders__ended_at", "placed_at"), Coalesce("orders__ended_at", "placed_at")))
    live = Exists(Order.objects.filter(group=OuterRef("pk"), state__in=OPEN_ORDERS))
    over = OrderGroup.objects.exclude(email="").exclude(state__in=OPEN_GROUPS).filter(~live, placed_at__lt=before)
    old = OrderGroup.objects.filter(pk__in=over.annotate(over_at=ended).filter(over_at__lt=before).values("pk"))
    return old.count() if dry else _forget_buyers(old)


def _old_unpaid(before: datetime, dry: bool) -> int:
    over = [GroupState.EXPIRED, GroupState.CANCELLED]
    old = OrderGroup.objects.exclude(email="").filter(state__in=over, paid_at=None, ended_at__lt=before)
    return old.count() if dry else _forget_buyers(old)


def _carts(person: Person) -> list[dict[str, Any]]:
    if not person.is_member:
        return []
    columns = ("lines__variant__sku", "lines__quantity", "lines__is_saved", "lines__added_at", "changed_at")
    found = list(Cart.objects.filter(user=person.user_id).order_by("lines__pk").values(*columns))
    typed = Checkout.objects.filter(cart__user=person.user_id).values("typed", "address", "contact", "changed_at")
    return [*found, *typed]


def _old_carts(before: datetime, dry: bool) -> int:
    if dry:
        return Cart.objects.filter(user=None, changed_at__lt=before).count()
    count = 0
    while gone := forget_guest_carts(before=before):
        count += gone
    return count


def _erase_inquiries(person: Person) -> int:
    asked = by_email("email")(person)
    return DeliveryInquiry.objects.filter(asked).update(email="", note="") if asked is not None else 0


def _inquiries(person: Person) -> list[dict[str, Any]]:
    asked = by_email("email")(person)
    columns = ("email", "country", "region", "goods", "note", "state", "asked_at", "answered_at")
    return list(DeliveryInquiry.objects.filter(asked).order_by("pk").values(*columns)) if asked is not None else []


def _named(person: Person) -> QuerySet[RealName]:
    return RealName.objects.filter(subject__in=groups_of_person(person).values("number"), erased_at=None).order_by("pk")


def _real_names(person: Person) -> list[dict[str, Any]]:
    """A member's in full, each reading in the history; masked for whoever holds a link, which can be passed on."""
    told = []
    columns = ("masked_name", "masked_number", "masked_mobile", "consent_version", "consent_ip", "consented_at", "purge_on")
    for row in _named(person).values("subject", *columns):
        if person.is_member:
            try:
                full = read_real_name(subject=row["subject"], by=None, why="copy for the person")
            except (Erased, RealName.DoesNotExist):
                continue
            row |= full.as_json()
        told.append(row)
    return told


def _named_until(person: Person) -> date | None:
    return _named(person).aggregate(last=Max("purge_on"))["last"]


@consents
def agreed_to_customs(person: Person) -> Iterable[Given]:
    for row in RealName.objects.filter(subject__in=groups_of_person(person).values("number")).defer("person").order_by("-pk"):
        title = _("Real name given to customs for order %(number)s, erased on %(day)s") % {
            "number": row.subject,
            "day": date_format(row.purge_on),
        }
        yield Given(title, row.consented_at, row.consent_version)


def _phones(person: Person) -> list[dict[str, Any]]:
    columns = ("payment__reference", "masked", "state", "created_at")
    return list(_asked_on_phones(person).exclude(masked="").order_by("created_at").values(*columns))


def _asked_on_phones(person: Person) -> QuerySet[MomoAsk]:
    return MomoAsk.objects.filter(payment__purpose=PURPOSE, payment__key__in=groups_of_person(person).values("number"))


def _old_asks(before: datetime, dry: bool) -> int:
    old = MomoAsk.objects.filter(created_at__lt=before)
    return old.exclude(masked="").count() if dry else forget_phones(old, MomoSending.objects.none())


def _forget_phones(person: Person) -> int:
    sent = MomoSending.objects.filter(refers_to__in=_asked_on_phones(person).values("pk"))
    return forget_phones(_asked_on_phones(person), sent)


declare(
    Holding(
        "orders.phones",
        room=_("Payments"),
        what=_("Telephones that paid: the number, encrypted"),
        why=_("To ask the payer, and to send money back the same way"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        fields={"momo.MomoAsk": ["msisdn", "masked"]},
        period="payments.phones",
        until=_("counted from the payment"),
        given_to=_("the mobile money company"),
        export=_phones,
        erase=_forget_phones,
        sweep=_old_asks,
        order=60,
    ),
    Holding(
        "orders.carts",
        room=ROOM,
        what=_("Your cart, and what you typed in a checkout that is not finished"),
        why=_("So that nothing is lost when you come back"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"orders.Cart": ["user", "token"], "orders.Checkout": ["typed", "address", "contact"]},
        period="orders.carts",
        until=_("for guests, counted from the last change; with an account until you empty it"),
        export=_carts,
        erase=rows_of(Cart, "user", [])["erase"],
        sweep=_old_carts,
        order=10,
    ),
    Holding(
        "orders.contact",
        room=ROOM,
        what=_("Orders: e-mail address, telephone, delivery address, company and notify party, with the goods and sums"),
        why=_("To deliver, to write to you about it, and to answer when something is wrong"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        fields={
            "orders.OrderGroup": [
                "user",
                "email",
                "phone",
                "company_name",
                "company_code",
                "purchase_order",
                "notify_party",
                "address",
                "access_token",
            ]
        },
        period="orders.contact",
        until=_("after the order has ended"),
        given_to=_("the seller, the carrier and customs of both countries"),
        export=_orders,
        erase=_erase_buyer,
        sweep=_old_contacts,
        order=70,
    ),
    Holding(
        "orders.unpaid",
        room=ROOM,
        what=_("The same of orders that were never paid"),
        why=_("So that you can put the goods back into the cart"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        period="orders.unpaid",
        until=_("after the order has ended"),
        not_exported=_("it stands among your orders"),
        erase=_erase_buyer,
        sweep=_old_unpaid,
        order=70,
    ),
    Holding(
        "orders.seller",
        room=ROOM,
        what=_("The seller’s contact person as an order named them: name, e-mail address, telephone"),
        why=_("It stands on the papers of the order"),
        whose=Whose.SELLER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={
            "orders.Order": ["seller_legal_name", "seller_trade_name", "seller_address", "seller_contact", "seller_phone", "seller_email"]
        },
        period="orders.books",
        until=_("counted from the order"),
        given_to=_("the buyer, the carrier and customs"),
        not_exported=_("it belongs to the firm and to the other side of the sale"),
    ),
    Holding(
        "orders.real_name",
        room=_("Real name for customs"),
        what=_("Name, identity number and mobile of who brings goods into China, encrypted, with what you agreed to"),
        why=_("China lets cross-border retail in for a named person only"),
        whose=Whose.BUYER,
        basis=Basis.CONSENT,
        fate=Fate.STAYS,
        fields={"identity.RealName": ["person", "masked_name", "masked_number", "masked_mobile", "fingerprint", "consent_ip"]},
        until=words_of_days(Purpose.ORDER),
        given_to=_("China’s customs, the payment company and the carrier"),
        export=_real_names,
        count=lambda person: _named(person).count(),
        stays_until=_named_until,
    ),
    Holding(
        "orders.inquiries",
        room=ROOM,
        what=_("Questions about delivery to your country: e-mail address and what you wrote"),
        why=_("To answer you"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        fields={"orders.DeliveryInquiry": ["email", "note"]},
        period="orders.inquiries",
        until=_("counted from the day you asked"),
        export=_inquiries,
        erase=_erase_inquiries,
        sweep=delete_before(DeliveryInquiry, "asked_at"),
    ),
)
leave_out("orders.OrderLine", ["name_en", "name_zh", "variant_name_en", "variant_name_zh"], "of goods")
