"""Checkout on one page: where to, how it travels, how you pay. Every button posts the whole form, so that nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.look.writing import amount
from marketplace.money import Money
from marketplace.privacy.enums import Agreed
from marketplace.privacy.services.agreeing import note_agreed
from marketplace.typed import plain, whole_number
from orders import addresses
from orders.allowance_words import year_used_up
from orders.discounts.exceptions import DiscountGone
from orders.exceptions import (
    AddressMissing,
    CartChanged,
    CheckoutOver,
    DeliveryUnpriced,
    IdentityMissing,
    NothingToOrder,
    TotalChanged,
    YearUsedUp,
)
from orders.forms import ContactForm, InquiryForm, address_form
from orders.identity.exceptions import NoRetention
from orders.identity.forms import RealNameForm
from orders.models import Checkout, OrderGroup
from orders.payments.selectors import providers_for
from orders.selectors.border import border_of
from orders.selectors.cart import CartReading
from orders.selectors.checkout import CheckoutReading, Delivery, read_checkout
from orders.selectors.orders import last_address_of
from orders.services import checkout as steps
from orders.services.inquiries import ask_for_rate
from orders.services.placement import place_order_group
from orders.views.access import keep_order_key, read_own_cart, recount, unpaid_group
from orders.views.countries import country_choices, known_country
from orders.views.paying import send_to_pay
from orders.views.real_name import given_by, is_person_typed, person_asked, person_typed

CHOICE = "delivery-"
GENERAL_TRADE = "general_trade"
PLAIN = ("country", "provider")
LONGEST = 400


@dataclass
class Page:
    """What one answer of the checkout shows."""

    reading: CheckoutReading
    form: ContactForm
    country: str
    notices: list[str] = field(default_factory=list)
    shown_part: str = ""
    status: int = 200
    person: RealNameForm | None = None  # who brings the goods in, with what is wrong in it
    year_used: YearUsedUp | None = None  # what that person has bought before, where it is too much


@never_cache
@require_http_methods(["GET", "POST"])
def show_checkout(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and (placed := _placed_before(request)):
        return send_to_pay(request, placed, provider=request.POST.get("provider", ""))
    cart = read_own_cart(request)
    if cart.is_empty and (waiting := unpaid_group(request)):
        messages.info(request, _("Order %(number)s waits for your payment.") % {"number": waiting.number})
        return redirect("orders:group-detail", waiting.number)
    if cart.is_empty:
        messages.info(request, _("Your cart is empty."))
        return _leave(request)
    if cart.troubled:
        messages.warning(request, _("Something changed in your cart. Look at the marked lines first."))
        return _leave(request)
    checkout = steps.begin_checkout(cart=cart.cart)
    return _act(request, checkout, cart) if request.method == "POST" else _show(request, checkout, cart)


def _show(request: HttpRequest, checkout: Checkout, cart: CartReading) -> HttpResponse:
    typed = checkout.typed or _known(request)
    country = known_country(typed.get("country", "")) or request.preferences.country
    return _render(request, Page(_reprice(checkout, cart), address_form(country, initial=typed), country))


def _act(request: HttpRequest, checkout: Checkout, cart: CartReading) -> HttpResponse:
    country = known_country(request.POST.get("country", "")) or request.preferences.country
    form = address_form(country, request.POST)
    steps.keep_typed(checkout=checkout, typed=_typed(request, form, country))
    _keep_choices(request, checkout, cart)
    match request.POST.get("do"):
        case "address":
            return _take_address(request, checkout, cart, form, country)
        case "deliver":
            page = Page(read_checkout(checkout, cart), address_form(country, initial=checkout.typed), country, shown_part="sum")
            return _render(request, page) if request.htmx else redirect("orders:checkout")
        case "pay":
            return _pay(request, checkout, cart, form, country)
        case _:  # another country, province or city: the pickers follow, nothing is checked yet
            steps.unsettle_address(checkout=checkout)
            page = Page(read_checkout(checkout, cart), address_form(country, initial=checkout.typed), country, shown_part="body")
            return _render(request, page) if request.htmx else redirect(reverse("orders:checkout") + "#address")


def _take_address(request: HttpRequest, checkout: Checkout, cart: CartReading, form: ContactForm, country: str) -> HttpResponse:
    if not form.is_valid():
        steps.unsettle_address(checkout=checkout)
        return _render(request, Page(read_checkout(checkout, cart), form, country, shown_part="body", status=422))
    steps.settle_address(checkout=checkout, address=form.address(), contact=form.contact())
    reading = _reprice(checkout, cart)
    if not request.htmx:
        return redirect(reverse("orders:checkout") + "#delivery")
    return _render(request, Page(reading, form, country, shown_part="body"))


def _pay(request: HttpRequest, checkout: Checkout, cart: CartReading, form: ContactForm, country: str) -> HttpResponse:
    """Place the order group and go to pay; everything that stands in the way is said at once, at the top of the page."""
    if not form.is_valid():
        steps.unsettle_address(checkout=checkout)
        return _render(request, Page(read_checkout(checkout, cart), form, country, status=422))
    steps.settle_address(checkout=checkout, address=form.address(), contact=form.contact())
    reading = _reprice(checkout, cart)
    providers = _providers(reading, country)
    page = Page(reading, form, country, status=422)
    if checkout.provider not in [provider.code for provider in providers]:
        page.notices.append(_("Choose how you pay.") if providers else _("There is no way yet to pay in this currency from this country."))
        return _render(request, page)
    if checkout.provider in [provider.code for provider in providers if provider.is_for_companies] and not form.contact()["company_name"]:
        form.add_error("company_name", _("Bank transfers are for companies: name yours, or choose another way to pay."))
        return _render(request, page)
    given = None
    if is_person_typed(request):
        form_of_person = person_typed(request)
        given = given_by(request, form_of_person)
        if given is None and (border := border_of(reading)) and border.wants_identity:
            page.person = form_of_person
            return _render(request, page)
    try:
        placement = place_order_group(
            cart=cart.cart,
            attempt=checkout.attempt,
            currency=cart.currency,
            language=request.LANGUAGE_CODE,
            shown_total=_shown_total(request, cart.currency),
            by=request.user if request.user.is_authenticated else None,
            given=given,
            takes_general_trade=request.POST.get(GENERAL_TRADE) == "on",
        )
    except YearUsedUp as refusal:
        page.person, page.year_used = person_typed(request), refusal
        page.notices += [
            year_used_up(refusal, request.LANGUAGE_CODE),
            _("Take goods out of the cart, or agree to general trade below, or order for a company and name it."),
        ]
        return _render(request, page)
    except IdentityMissing:
        page.person = person_typed(request)
        page.person.is_valid()
        return _render(request, page)
    except NoRetention:
        page.notices.append(_("We may not take identity numbers yet: staff must first say how long they are kept."))
        return _render(request, page)
    except (CartChanged, NothingToOrder):
        messages.warning(request, _("A price or the stock changed while you were here. Nothing was charged. Look at the marked lines."))
        recount(request)
        return redirect("orders:cart-detail")
    except DiscountGone:
        messages.warning(
            request, _("A discount you had counted on was used up or ended just now. Nothing was charged. Look at the new sum.")
        )
        return redirect("orders:cart-detail")
    except CheckoutOver:
        messages.info(request, _("This checkout was finished or changed in another window."))
        return redirect("orders:cart-detail")
    except AddressMissing:
        page.notices.append(_("Say where the parcels go."))
        return _render(request, page)
    except DeliveryUnpriced:
        page.notices.append(_why_unpriced(reading))
        return _render(request, page)
    except TotalChanged as change:
        text = _("The total is now %(total)s, because the delivery or a discount changed. Please look at it and press the button again.")
        page.notices.append(text % {"total": amount(change.total, request.LANGUAGE_CODE)})
        return _render(request, page)
    group = placement.group
    if not group.user_id:
        note_agreed(what=Agreed.GUEST_ORDER, order=group.number, ip=request.META.get("REMOTE_ADDR"))
    keep_order_key(request, group.number, group.access_token)
    recount(request)
    return send_to_pay(request, group, provider=checkout.provider)


@never_cache
@require_GET
def show_delivery(request: HttpRequest) -> HttpResponse:
    """The part that waits for quotes, asked again and again by htmx until there is an answer."""
    cart = read_own_cart(request)
    checkout = Checkout.objects.filter(cart=cart.cart).first() if cart.cart else None
    if checkout is None or not cart.can_check_out or not request.htmx:
        return _leave(request, "orders:checkout")
    reading = read_checkout(checkout, cart)
    country = checkout.address.get("country", "") or request.preferences.country
    if reading.is_waiting:
        return _render(request, Page(reading, address_form(country, initial=checkout.typed), country, shown_part="delivery"))
    return _render(request, Page(reading, address_form(country, initial=checkout.typed), country, shown_part="rest"))


@require_POST
def ask(request: HttpRequest, seller_id: int) -> HttpResponse:
    """Ask for a rate where none stands."""
    cart = read_own_cart(request)
    checkout = Checkout.objects.filter(cart=cart.cart).first() if cart.cart else None
    if checkout is None:
        raise Http404
    reading = read_checkout(checkout, cart)
    lane = next((lane for lane in reading.lanes if lane.seller.pk == seller_id and lane.delivery == Delivery.ON_REQUEST), None)
    form = InquiryForm({"note": request.POST.get(f"note-{seller_id}", "")})
    if lane is None or not form.is_valid():
        raise Http404
    ask_for_rate(checkout=checkout, lane=lane, language=request.LANGUAGE_CODE, note=form.cleaned_data["note"])
    messages.success(request, _("Your question is with the seller and the desk. The answer comes to %(email)s.") % checkout.contact)
    return redirect(reverse("orders:checkout") + "#delivery")


def _placed_before(request: HttpRequest) -> OrderGroup | None:
    """The group that an earlier click of this very page placed. The attempt is a secret of that page."""
    attempt = plain(request.POST.get("attempt", ""), 80)
    if request.POST.get("do") != "pay" or not attempt:
        return None
    group = OrderGroup.objects.filter(idempotency_key=attempt).first()
    if group is None or group.user_id != (request.user.pk if request.user.is_authenticated else None):
        return None
    keep_order_key(request, group.number, group.access_token)
    return group


def _reprice(checkout: Checkout, cart: CartReading) -> CheckoutReading:
    """How the checkout stands, after asking for the prices of parcels that have none or whose validity is over."""
    reading = read_checkout(checkout, cart)
    standing = {lane.delivery for lane in reading.lanes}
    if not checkout.address or not standing & {Delivery.UNASKED, Delivery.OUTDATED, Delivery.FAILED}:
        return reading
    priced = steps.price_delivery(checkout=checkout, reading=cart, again=Delivery.UNASKED not in standing)
    checkout.quotes = priced.quotes
    return read_checkout(checkout, cart)


def _typed(request: HttpRequest, form: ContactForm, country: str) -> dict[str, str]:
    return {"country": country} | {name: str(form.data.get(name, "")).replace("\x00", "")[:LONGEST] for name in form.fields}


def _known(request: HttpRequest) -> dict[str, str]:
    """What we know of a member: the last address, else name and e-mail."""
    user = request.user
    if not user.is_authenticated:
        return {}
    return {"email": user.email, "name": user.name, **last_address_of(user)}


def _keep_choices(request: HttpRequest, checkout: Checkout, cart: CartReading) -> None:
    chosen = dict(checkout.choices)
    for lane in cart.lanes:
        option = whole_number(request.POST.get(f"{CHOICE}{lane.seller.pk}"))
        if option is not None:
            chosen[str(lane.seller.pk)] = option
    steps.choose_delivery(checkout=checkout, choices=chosen)
    if provider := plain(request.POST.get("provider", ""), 30):
        steps.choose_payment(checkout=checkout, provider=provider)


def _shown_total(request: HttpRequest, currency: str) -> Money | None:
    """The amount that the pressed button said; nothing else in the form is trusted with money, and this only refuses."""
    text = request.POST.get("shown_total", "")
    if not text.replace(".", "", 1).isdigit() or not text.isascii() or len(text) > 20:
        return None
    return Money(Decimal(text), currency)


def _why_unpriced(reading: CheckoutReading) -> str:
    standing = {lane.delivery for lane in reading.lanes if lane.chosen is None}
    if Delivery.CLOSED in standing:
        return _("Some goods cannot be sold to this country. Take them out of the cart, or send them elsewhere.")
    if Delivery.ON_REQUEST in standing:
        return _("One parcel has no delivery rate yet. Ask for it below; the goods stay in your cart.")
    if Delivery.WAITING in standing:
        return _("Delivery is being priced for this address. Please look at it before you pay.")
    return _("Delivery could not be priced just now. Try again in a moment.")


def _providers(reading: CheckoutReading, country: str) -> list:
    return providers_for(currency=reading.cart.currency, country=country)


def _leave(request: HttpRequest, to: str = "orders:cart-detail") -> HttpResponse:
    """Send the reader elsewhere, also when htmx asked only for a part."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse(to)})
    return redirect(to)


def _follow_pickers(form: ContactForm) -> None:
    """Province and city bring the next picker along; without script a button does. Elsewhere a city is typed, and brings nothing."""
    if "province" not in form.fields:
        return
    for name in ("province", "city"):
        form.fields[name].widget.attrs |= {
            "hx-post": reverse("orders:checkout"),
            "hx-trigger": "change delay:400ms",  # whoever chooses by letters or arrows changes it several times
            "hx-vals": '{"do":"region"}',
            "hx-target": "#checkout-body",
            "hx-swap": "outerHTML",
        }


def _render(request: HttpRequest, page: Page) -> HttpResponse:
    reading = page.reading
    _follow_pickers(page.form)
    providers = _providers(reading, page.country)
    chosen, border = reading.checkout.provider, border_of(reading, spent=page.year_used.spent if page.year_used else None)
    context = {
        "reading": reading,
        "form": page.form,
        "country": page.country,
        "is_china": page.country == addresses.CHINA,
        "countries": country_choices(request.LANGUAGE_CODE, page.country),
        "notices": page.notices,
        "providers": providers,
        "chosen_provider": chosen if chosen in [provider.code for provider in providers] else (providers[0].code if providers else ""),
        "hold_minutes": settings.HOLD_MINUTES,
        "border": border,
        "person": page.person or person_asked(request, reading.checkout, is_wanted=border is not None and border.wants_identity),
        "year_used": page.year_used,
        "takes_general_trade": request.POST.get(GENERAL_TRADE) == "on",
        "choice": CHOICE,
        "is_oob": page.shown_part == "rest" and bool(request.htmx),
    }
    if request.htmx and page.shown_part:
        return render(request, f"orders/checkout.html#{page.shown_part}", context)
    return render(request, "orders/checkout.html", context, status=page.status)
