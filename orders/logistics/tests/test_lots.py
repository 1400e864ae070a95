"""Pooled lots: opened, joined, left, closed; nobody pays a cent too much, and nobody gets room that is not there."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.allocation.tests.racing import at_once, names
from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from orders.logistics.enums import LotState
from orders.logistics.exceptions import LotClosed, LotFull, LotNotPossible, NoReason, ReferenceTaken
from orders.logistics.lots import get_lot, own_shares, would_be
from orders.logistics.models import FreightLot, LotShare
from orders.logistics.parcels import Parcel
from orders.logistics.services import lots
from orders.logistics.services.lots import cancel_lot, close_lot, join_lot, leave_lot, open_lot
from orders.logistics.tests.factories import make_card, make_rate
from sellers.models import Member
from sellers.tests.factories import make_officer, make_seller, make_user

pytestmark = pytest.mark.django_db
D = Decimal


def boxes(count: int) -> list[Parcel]:
    """Dense boxes of 20 kg: the scale decides."""
    return [Parcel(300, 200, 200, 20_000, count)]


def make_lot(*, capacity: float = 300, **card) -> FreightLot:
    facts = {"breaks": {"0": "5.00", "45": "4.00", "100": "3.00"}, "surcharges": {"AWB": ("per_document", "30")}, **card}
    make_rate()
    return open_lot(
        card=make_card(**facts),
        capacity_kg=D(capacity),
        closes_at=timezone.now() + timedelta(days=2),
        time_zone="Africa/Kigali",
        currency="USD",
        by=make_user("opener"),
    )


def shop(name: str, **fields):
    user = make_user(name)
    seller = make_seller(contact_email=f"{name}@firm.example", **fields)
    Member.objects.create(seller=seller, user=user, role="owner")
    return seller, user


def join(lot, seller, user, count: int, reference: str = "IS-1"):
    return join_lot(lot=lot, seller=seller, reference=reference, parcels=boxes(count), by=user)


def end_time(lot) -> None:
    """The closing moment is over."""
    past = timezone.now() - timedelta(seconds=1)
    FreightLot.objects.filter(pk=lot.pk).update(closes_at=past)
    Job.objects.filter(key=f"close-lot:{lot.pk}").update(run_after=past)


def test_shares_are_split_by_weight_to_the_cent_and_frozen(run_waiting_jobs, mailoutbox):
    lot = make_lot()
    (one, alice), (two, bob) = shop("alice"), shop("bob")
    join(lot, one, alice, 2)  # 40 kg: alone 45 × 4 + 30 = 210
    share = join(lot, two, bob, 4)  # 80 kg: alone 300 (100 × 3) + 30 = 330 against 80 × 4 + 30 = 350
    leave_lot(share=share, by=bob)
    leave_lot(share=share, by=bob)
    join(lot, two, bob, 4)

    (own,) = own_shares(get_lot(lot.pk), one)
    assert (own.alone.amount, own.amount.amount, own.percent) == (D("210.00"), D("130.00"), 38)  # 120 × 3 + 30 = 390, a third of it
    assert would_be(get_lot(lot.pk), boxes(4)).amount.amount == D("252.00")  # 200 × 3 + 30 = 630, 80 of 200 kg
    end_time(lot)
    (job,) = run_waiting_jobs("logistics.close_lot")

    lot.refresh_from_db()
    assert (lot.state, lot.total_amount, lot.taken_kg, job.result) == (LotState.CLOSED, D("390.00"), D(120), {"state": "closed"})
    amounts = LotShare.objects.filter(left_at=None).values_list("amount", "alone_amount")
    assert list(amounts) == [(D("130.00"), D("210.00")), (D("260.00"), D("330.00"))]
    assert own_shares(get_lot(lot.pk), one)[0].percent == 38
    assert [entry.action for entry in entries_for(lot)].count("lot.joined") == 3
    for change in (lambda: LotShare.objects.update(amount=1), lambda: FreightLot.objects.update(total_amount=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert close_lot(lot_id=lot.pk).total_amount == D("390.00")
    run_waiting_jobs("mail.send")
    assert {letter.to[0]: ("130.00" in letter.body, "260.00" in letter.body) for letter in mailoutbox} == {
        "alice@firm.example": (True, False),
        "bob@firm.example": (False, True),
    }


def test_nobody_joins_or_leaves_after_closing_and_an_empty_lot_ends_empty(run_waiting_jobs):
    lot = make_lot()
    one, alice = shop("alice")
    share = join(lot, one, alice, 1)
    empty = FreightLot.objects.create(card=lot.card, capacity_kg=1, closes_at=timezone.now(), currency="USD", opened_by=alice)
    end_time(lot)

    for attempt in (lambda: join(lot, one, alice, 1, "IS-2"), lambda: leave_lot(share=share, by=alice)):
        with pytest.raises(LotClosed):
            attempt()
    assert close_lot(lot_id=empty.pk).state == LotState.EMPTY
    assert close_lot(lot_id=0) is None


def test_cancelled_lot_tells_each_firm_in_its_language_and_is_left_alone(run_waiting_jobs, mailoutbox):
    lot = make_lot()
    (one, alice), (two, bob) = shop("alice"), shop("bob", language="zh-hans")
    join(lot, one, alice, 2)
    share = join(lot, two, bob, 2)

    with pytest.raises(NoReason):
        cancel_lot(lot=lot, reason=" ", by=alice)
    cancel_lot(lot=lot, reason="The flight was dropped.", by=alice)
    run_waiting_jobs("mail.send")

    assert sorted((letter.to[0], letter.subject) for letter in mailoutbox) == [
        ("alice@firm.example", f"Lot {lot.pk} is cancelled"),
        ("bob@firm.example", f"批次 {lot.pk} 已取消"),
    ]
    assert all("The flight was dropped." in letter.body and "IS-1" in letter.body for letter in mailoutbox)
    for attempt in (
        lambda: cancel_lot(lot=lot, reason="x", by=alice),
        lambda: join(lot, one, alice, 1, "IS-2"),
        lambda: leave_lot(share=share, by=bob),
    ):
        with pytest.raises(LotClosed):
            attempt()
    assert close_lot(lot_id=lot.pk).state == LotState.CANCELLED and own_shares(get_lot(lot.pk), one) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        FreightLot.objects.update(cancelled_because="")


def test_lot_that_is_lighter_than_the_carrier_takes_cancels_itself(run_waiting_jobs, mailoutbox):
    lot = make_lot(min_total_kg=100)
    one, alice = shop("alice")
    join(lot, one, alice, 4)
    end_time(lot)

    run_waiting_jobs("logistics.close_lot")
    run_waiting_jobs("mail.send")

    lot.refresh_from_db()
    assert (lot.state, lot.cancelled_because, lot.total_amount) == (LotState.CANCELLED, "too_little", None)
    assert "weighed less" in mailoutbox[0].body


def test_lot_by_the_cubic_metre_charges_the_least_once(run_waiting_jobs):
    """Cards by W/M: each pays by what it takes, at least one m³ is charged for all, and alone each would have paid one."""
    card = {
        "weight_rule": "lcl",
        "unit": "wm",
        "service": "sea",
        "mode": "sea",
        "breaks": {"0": "90", "3": "80"},
        "surcharges": {"DOC": ("per_document", "30")},
    }
    lot = make_lot(capacity=5000, **card)
    (one, alice), (two, bob) = shop("alice"), shop("bob")
    join_lot(lot=lot, seller=one, reference="A", parcels=[Parcel(500, 500, 400, 20_000, 5)], by=alice)  # 0.5 m³
    join_lot(lot=lot, seller=two, reference="B", parcels=[Parcel(500, 500, 400, 300_000, 5)], by=bob)  # 1.5 t

    assert (lot.unit, lot.capacity, get_lot(lot.pk).left) == ("m³ or t", 5, D(3))
    with pytest.raises(LotFull, match="Only 3 m³ or t"):
        join_lot(lot=get_lot(lot.pk), seller=two, reference="C", parcels=[Parcel(1000, 1000, 1000, 20_000, 4)], by=bob)
    end_time(lot)
    run_waiting_jobs("logistics.close_lot")

    # Together 1.6 t against 1.0 m³: 1.6 × 90 + 30 = 174, split 1 to 3. Alone: 90 + 30, and 1.5 × 90 + 30.
    assert list(LotShare.objects.values_list("amount", "alone_amount")) == [(D("43.50"), D("120.00")), (D("130.50"), D("165.00"))]
    assert LotShare.objects.first().quantity == D("0.5")


def test_a_lot_is_not_closed_before_its_time():
    lot = make_lot()

    with pytest.raises(ValueError):
        close_lot(lot_id=lot.pk)


def test_room_and_references_are_given_once():
    lot = make_lot(capacity=100, max_piece_kg=25)
    one, alice = shop("alice")
    join(lot, one, alice, 4)

    with pytest.raises(LotFull, match="Only 20 kg"):
        join(lot, one, alice, 2, "IS-2")
    with pytest.raises(ReferenceTaken):
        join(lot, one, alice, 1)
    with pytest.raises(LotNotPossible):
        join_lot(lot=lot, seller=one, reference="IS-3", parcels=[Parcel(100, 100, 100, 26_000)], by=alice)
    assert FreightLot.objects.get().taken_kg == 80


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        ({}, {"closes_at": timedelta(days=-1)}),
        ({}, {"closes_at": timedelta(days=200)}),
        ({"valid_to": timezone.now().date()}, {}),
        ({"weight_rule": "post"}, {}),
        ({"max_total_kg": 200}, {}),
        ({"state": "proposed"}, {}),
    ],
)
def test_lot_is_refused_where_its_card_cannot_carry_it(facts, change):
    closes_at = timezone.now() + change.get("closes_at", timedelta(days=2))

    with pytest.raises(LotNotPossible):
        open_lot(card=make_card(**facts), capacity_kg=D(300), closes_at=closes_at, time_zone="UTC", currency="USD", by=make_user("opener"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_two_take_the_last_hundred_kilograms_at_once(is_locked, monkeypatch):
    """With the lock the second is told what is left; without it only the database is left to refuse one of them."""
    lot = make_lot(capacity=100)
    firms = [shop("alice"), shop("bob")]
    if not is_locked:
        monkeypatch.setattr(lots, "_locked", lambda lot: FreightLot.objects.select_related("card").get(pk=lot.pk))
        monkeypatch.setattr(lots, "record", lambda **facts: None)  # its chain would hold one back

    answers = at_once(*(lambda seller=seller, user=user: join(lot, seller, user, 5) for seller, user in firms))

    assert "ok" in names(answers) and set(names(answers)) <= {"ok", "LotFull"} | (set() if is_locked else {"IntegrityError"})
    assert len(names(answers)) == 2 and names(answers) != ["ok", "ok"]
    assert (FreightLot.objects.get().taken_kg, LotShare.objects.count()) == (100, 1)


def test_firm_opens_looks_joins_and_leaves_on_its_pages(client):
    lot = make_lot(is_demonstration=True)
    seller, alice = shop("alice")
    client.force_login(alice)
    row = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "1", "p-MIN_NUM_FORMS": "1", "p-MAX_NUM_FORMS": "20"}
    row |= {"p-0-pieces": "2", "p-0-gross_kg": "20", "p-0-length_cm": "30", "p-0-width_cm": "20", "p-0-height_cm": "20"}
    page = reverse("logistics:lot-detail", args=[lot.pk])

    shown = client.get(reverse("logistics:lot-list")).content.decode()
    assert "save 6 %" in shown  # 100 kg alone 330, a third of the full lot's 930 is 310
    looked = client.post(page, {**row, "look": "1"}).content.decode()
    more = client.post(page, {**row, "add-package": "1", "reference": "IS-9"}).content.decode()
    wrong = client.post(page, {**row, "join": "1", "reference": ""})
    joined = client.post(page, {**row, "join": "1", "reference": "IS-9"}, follow=True).content.decode()
    share = LotShare.objects.get()
    left = client.post(reverse("logistics:lot-leave", args=[lot.pk, share.pk]), follow=True).content.decode()

    assert "saves nothing yet" in looked and 'name="p-1-pieces"' in more and "IS-9" in more and wrong.status_code == 422
    assert "Your goods are in the lot" in joined and "210.00" in joined and "are out of the lot" in left
    client.force_login(shop("bob")[1])
    assert client.post(reverse("logistics:lot-cancel", args=[lot.pk]), {"reason": "x"}).status_code == 404
    assert client.post(reverse("logistics:lot-leave", args=[lot.pk, share.pk])).status_code == 404
    client.force_login(make_user("charlie"))
    assert client.get(page).status_code == 302


def test_officer_opens_a_lot_at_the_desk(client):
    make_rate()
    card = make_card()
    client.force_login(make_officer())
    form = {"card": card.pk, "capacity": "500", "time_zone": "Asia/Shanghai", "currency": "USD", "note": ""}
    closes = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT17:00")

    refused = client.post(reverse("admin:logistics_freightlot_add"), {**form, "closes_at": "2020-01-01T10:00"})
    client.post(reverse("admin:logistics_freightlot_add"), {**form, "closes_at": closes})

    lot = FreightLot.objects.get()
    assert refused.status_code == 200 and lot.closes_at.strftime("%H:%M") == "09:00"  # 17:00 in Shanghai
    assert Job.objects.get(key=f"close-lot:{lot.pk}").run_after == lot.closes_at
    assert client.get(reverse("admin:logistics_freightlot_change", args=[lot.pk])).status_code == 200
    assert client.get(reverse("admin:logistics_freightlot_changelist")).status_code == 200
    cancel = reverse("admin:logistics_freightlot_cancel", args=[lot.pk])
    assert client.post(cancel, {"reason": ""}).status_code == 200
    client.post(cancel, {"reason": "No aircraft"})
    assert FreightLot.objects.get().state == LotState.CANCELLED


def test_firm_that_opened_a_lot_cancels_it(client):
    seller, alice = shop("alice")
    lot = make_lot()
    FreightLot.objects.update(seller=seller)
    client.force_login(alice)
    page = reverse("logistics:lot-detail", args=[lot.pk])

    asked = client.get(page).content.decode()
    silent = client.post(reverse("logistics:lot-cancel", args=[lot.pk]), {"reason": ""}, follow=True).content.decode()
    done = client.post(reverse("logistics:lot-cancel", args=[lot.pk]), {"reason": "No aircraft"}, follow=True).content.decode()

    assert "Cancel it for all" in asked and "Say why it is cancelled" in silent and "No aircraft" in done
