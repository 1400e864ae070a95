"""An officer gives a buyer money back by pieces: the money, the books and the shelf, and what is refused."""

import uuid
from decimal import Decimal

import pytest
from django.core import mail
from django.db.models import F
from django.urls import reverse

from marketplace.history.models import Entry
from orders.aftersale.exceptions import CancelInstead
from orders.aftersale.models import ManualRefund
from orders.aftersale.services.manual_refunds import LineShare, give_by_hand
from orders.aftersale.tests.factories import ask, make_delivered, make_officer
from orders.enums import Bearer, OrderState
from orders.exceptions import NotAllowed, NothingSelected, OrderChanged, QuantityRefused, RefundBeyond
from orders.models import OrderLine
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import PaymentSplit, Posting
from orders.payments.ledger.selectors import faults
from orders.payments.ledger.tests.factories import make_rule
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import RefundAnswer
from orders.payments.services.refunding import _record
from orders.tests.factories import make_order, make_seller, make_user, make_variant, stock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def variant(alice):
    return make_variant(10, seller=make_seller("Coocamu", owner=alice))


@pytest.fixture
def order(variant, alice):
    """Three bags of ¥68.00, delivered; seven are on the shelf."""
    return make_delivered(variant, by=alice, quantity=3)


def give(order, by, share=None, **facts):
    lines = {order.lines.get().pk: share} if share else {}
    order.refresh_from_db()
    facts = {"attempt": uuid.uuid4(), "reason": "Two bags were torn.", "seen": order.refund_requested, **facts}
    return give_by_hand(order=order, by=by, lines=lines, **facts)


def carry_out(refund):
    from django.db import transaction

    with transaction.atomic():
        _record(refund, RefundAnswer(is_done=True, body=b""))


def test_pieces_go_back_at_their_price_and_no_piece_on_the_shelf_unless_chosen(order, officer, variant):
    given = give(order, officer, LineShare(pieces=2))

    line = order.lines.get()
    assert (str(given.refund.money), given.refund.parts["goods"], given.refund.parts["borne_by"]) == ("136.00 CNY", "136.00", "seller")
    assert (given.line_amounts, given.line_pieces) == ({line.sku: "136.00"}, {line.sku: {"pieces": 2, "shelved": 0}})
    assert (line.refund_requested, line.returned_quantity, stock_of(variant)) == (136, 0, (7, 0))


def test_chosen_pieces_are_on_sale_again_and_come_back_no_second_time(order, officer, variant):
    give(order, officer, LineShare(pieces=2, shelved=1))

    line = order.lines.get()
    assert (stock_of(variant), line.returned_quantity, line.open_quantity) == ((8, 0), 1, 2)
    assert Entry.objects.get(action="order.shelved").after == {"pieces": {line.sku: 1}}
    with pytest.raises(QuantityRefused):
        ask(order, 3)
    with pytest.raises(QuantityRefused):
        give(order, officer, LineShare(pieces=3, shelved=3, amount=Decimal(1)))


def test_pieces_shelved_before_the_parcel_leaves_are_cancelled(alice, officer, variant):
    order = make_order(variant, state=OrderState.PACKED, quantity=3, by=alice)

    give(order, officer, LineShare(pieces=1, shelved=1))

    line = order.lines.get()
    assert (line.cancelled_quantity, line.returned_quantity, stock_of(variant)) == (1, 0, (8, 0))
    with pytest.raises(CancelInstead):
        give(order, officer, LineShare(pieces=2, shelved=2))
    assert OrderLine.objects.get().cancelled_quantity == 1 and Refund.objects.count() == 1 and stock_of(variant) == (8, 0)


def test_another_amount_stands_for_the_price_of_the_pieces(order, officer):
    given = give(order, officer, LineShare(pieces=2, amount=Decimal("20.50")), delivery=Decimal(5), goodwill=Decimal(1))

    assert (str(given.refund.money), given.refund.parts["goods"], given.refund.parts["delivery"]) == ("26.50 CNY", "20.50", "5.00")


@pytest.mark.parametrize(
    ("share", "refusal"),
    [
        (LineShare(pieces=4), QuantityRefused),
        (LineShare(pieces=-1), QuantityRefused),
        (LineShare(pieces=1, shelved=2), QuantityRefused),
        (LineShare(pieces=3, shelved=-1), QuantityRefused),
        (LineShare(pieces=1, amount=Decimal("204.01")), RefundBeyond),
        (LineShare(pieces=1, amount=Decimal(-1)), NothingSelected),
        (LineShare(pieces=1, shelved=1, amount=Decimal(0)), NothingSelected),
        (LineShare(), NothingSelected),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(order, officer, variant, share, refusal):
    with pytest.raises(refusal):
        give(order, officer, share)

    line = order.lines.get()
    assert (line.refund_requested, line.returned_quantity, stock_of(variant)) == (0, 0, (7, 0))
    assert not Refund.objects.exists() and not ManualRefund.objects.exists()


def test_no_piece_is_paid_for_twice(order, officer):
    give(order, officer, LineShare(pieces=2))

    with pytest.raises(RefundBeyond) as refusal:
        give(order, officer, LineShare(pieces=2))

    assert str(refusal.value.available) == "68.00 CNY"


def test_what_went_back_at_the_provider_without_us_is_not_given_again(order, officer):
    Payment.objects.update(refund_requested=F("captured_amount") - 10)

    with pytest.raises(RefundBeyond) as refusal:
        give(order, officer, LineShare(pieces=1))

    assert str(refusal.value.available) == "10.00 CNY" and OrderLine.objects.get().refund_requested == 0


def test_a_line_of_another_order_is_refused(order, officer, alice):
    other = make_order(make_variant(10, seller=order.seller))

    with pytest.raises(NothingSelected):
        give_by_hand(order=order, attempt=uuid.uuid4(), reason="No.", by=officer, lines={other.lines.get().pk: LineShare(pieces=1)})


def test_whoever_looked_before_another_gave_looks_again(order, officer):
    seen = order.refund_requested
    give(order, officer, LineShare(pieces=1))

    with pytest.raises(OrderChanged):
        give(order, make_officer("oscar"), LineShare(pieces=1), seen=seen)

    assert Refund.objects.count() == 1


def test_an_officer_who_sells_here_gives_nothing_of_the_marketplaces_money(order, alice):
    officer = make_officer()
    order.seller.members.create(user=officer)

    with pytest.raises(NotAllowed):
        give(order, officer, LineShare(pieces=1), borne_by=Bearer.HUB)


@pytest.mark.parametrize(("payer", "goodwill"), [(Bearer.SELLER, "0"), (Bearer.HUB, "136.00")])
def test_the_books_take_it_from_whoever_pays_with_the_commission(variant, alice, officer, payer, goodwill):
    """Ten of a hundred are kept of what was sold: of three bags 20.40, of the one that stays sold 6.80."""
    make_rule(rate="0.10")
    order = make_delivered(variant, by=alice, quantity=3)
    before = _payable(order)

    carry_out(give(order, officer, LineShare(pieces=2), borne_by=payer).refund)

    moved = _payable(order) - before
    back = Decimal("136.00") - Decimal("13.60") if payer == Bearer.SELLER else Decimal(0)
    assert moved == back and not list(faults())
    borne = sum(Posting.objects.filter(account__kind=AccountKind.GOODWILL).values_list("amount", flat=True))
    assert borne == Decimal(goodwill)
    assert PaymentSplit.objects.get().goods_refunded == (136 if payer == Bearer.SELLER else 0)


def _payable(order) -> Decimal:
    """Below zero what the seller is owed."""
    rows = Posting.objects.filter(account__kind=AccountKind.PAYABLE, account__seller=order.seller)
    return sum(rows.values_list("amount", flat=True), Decimal(0))


def test_buyer_and_seller_are_told(order, officer, run_waiting_jobs):
    order.seller.contact_email = "alice@seller.example"
    order.seller.save()
    give(order, officer, LineShare(pieces=1))
    run_waiting_jobs("mail.send")

    told = {letter.to[0]: letter.body for letter in mail.outbox[-2:]}
    assert "Two bags were torn." in told[order.group.email]
    assert "out of your money" in told[order.seller.contact_email] and "68.00 CNY" in told[order.seller.contact_email]


# The page -------------------------------------------------------------------------------------------------------
def page_of(order) -> str:
    return f"{reverse('admin:aftersale_manualrefund_add')}?order={order.number}"


def typed_on(client, order, **typed):
    """What the officer's browser sends: the page's hidden fields with what was typed."""
    form = client.get(page_of(order)).context["form"]
    line = order.lines.get()
    typed = {name.replace("_line", f"-{line.pk}"): value for name, value in typed.items()}
    return {"attempt": str(form["attempt"].value()), "seen": str(form["seen"].value()), "borne_by": "seller", "reason": "Torn.", **typed}


def test_an_officer_gives_pieces_back_at_the_desk(client, officer, order, variant):
    client.force_login(officer)
    assert page_of(order) in client.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()
    typed = typed_on(client, order, pieces_line="2", shelf_line="1", goodwill="4")

    preview = client.post(page_of(order), typed)
    assert "¥140.00" in preview.content.decode() and not Refund.objects.exists()

    answer = client.post(page_of(order), {**typed, "go": "give"})
    client.post(page_of(order), {**typed, "go": "give"})  # the second press of the same button

    given = ManualRefund.objects.get()
    assert answer.url == reverse("admin:aftersale_manualrefund_change", args=[given.pk])
    assert (str(given.refund.money), given.given_by, stock_of(variant)) == ("140.00 CNY", officer, (8, 0))
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("admin:aftersale_manualrefund_changelist")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"pieces_line": "4"}, "less than or equal to 3"),
        ({"pieces_line": "1", "shelf_line": "2"}, "No more can be put on the shelf"),
        ({"amount_line": "204.01"}, "less than or equal to 204"),
        ({"goodwill": "99999"}, "less than or equal to"),
        ({}, "Name an amount above zero"),
        ({"goodwill": "5", "reason": ""}, "This field is required"),
        ({"goodwill": "5", "seen": "1"}, "since this page was opened"),
    ],
)
def test_the_page_says_what_is_refused(client, officer, order, typed, said):
    client.force_login(officer)

    answer = client.post(page_of(order), {**typed_on(client, order, **typed), "go": "give"})

    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Refund.objects.exists()


def test_the_page_asks_for_the_order_first(client, officer, order):
    client.force_login(officer)
    page = reverse("admin:aftersale_manualrefund_add")

    assert 'name="order"' in client.get(page).content.decode()
    assert "There is no paid order of this number." in client.get(f"{page}?order=IS-1").content.decode()


def test_strangers_and_those_without_the_right_do_not_see_it(client, order, alice):
    for who in (make_user("charlie"), alice, make_user("clerk", is_staff=True, is_demo=True)):
        client.force_login(who)
        assert client.get(page_of(order)).status_code in (302, 403)
    assert not Refund.objects.exists()
