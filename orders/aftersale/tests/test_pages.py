"""The pages after the sale: each leads on to the next, and each is closed to strangers."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from orders.aftersale.enums import DisputeState, ReturnState
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn, ManualRefund
from orders.aftersale.tests.factories import ask, make_delivered, make_officer, picture, received
from orders.aftersale.tests.test_disputes import complain
from orders.models import Order
from orders.payments.models import Refund
from orders.tests.factories import make_seller, make_user, make_variant, stock_of

pytestmark = pytest.mark.django_db
GROUP_PAGE = 18  # two of them where its parcels are, one who brings them in


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def variant(alice):
    return make_variant(10, seller=make_seller("Coocamu", owner=alice))


@pytest.fixture
def order(variant, alice, carla):
    return make_delivered(variant, by=alice, quantity=2, user=carla)


@pytest.fixture
def buyer(client, carla):
    client.force_login(carla)
    return client


def url(name, order, *more) -> str:
    return reverse(f"aftersale:{name}", args=[order.group.number, order.number, *more])


def shown(page) -> str:
    return page.content.decode()


def office(client, alice):
    client.force_login(alice)
    return client


def test_a_return_goes_all_its_way_over_the_pages(client, order, variant, alice, carla):
    line = order.lines.get()
    client.force_login(carla)
    assert "Send something back" in shown(client.get(reverse("orders:group-detail", args=[order.group.number])))
    page = client.post(url("return-ask", order), {f"q-{line.pk}": "1", "reason": "damaged", "note": "Torn", "photos": [picture()]})
    case = GoodsReturn.objects.get()
    assert page.url == url("return-detail", order, case.number)
    assert "Waits for the seller" in shown(client.get(page.url))

    office(client, alice)
    desk = reverse("aftersale:return-office", args=[case.number])
    assert case.number in shown(client.get(reverse("aftersale:case-list"))) and "May it come back?" in shown(client.get(desk))
    assert f"See to return {case.number}" in shown(client.get("/sell/"))
    client.post(reverse("aftersale:return-office-answer", args=[case.number]), {"go": "approve", "note": "Of course."})

    client.force_login(carla)
    assert "Of course." in shown(client.get(url("return-detail", order, case.number)))
    sent = {"carrier": "EMS", "tracking_number": "EE123456785CN", "freight": "20.00", "photos": [picture("receipt.jpg")]}
    client.post(url("return-send", order, case.number), sent)

    office(client, alice)
    client.post(reverse("aftersale:return-office-answer", args=[case.number]), {"go": "receive"})
    row = case.lines.get()
    assert "What did you find?" in shown(client.get(desk))
    findings = {f"l{row.pk}-received": "1", f"l{row.pk}-restocked": "1", f"l{row.pk}-amount": "68.00"}
    client.post(reverse("aftersale:return-office-settle", args=[case.number]), {**findings, "freight": "20.00", "note": ""})

    assert GoodsReturn.objects.get().state == ReturnState.SETTLED
    assert str(Refund.objects.get().money) == "88.00 CNY" and stock_of(variant) == (9, 0)
    client.force_login(carla)
    assert "¥88.00" in shown(client.get(url("return-detail", order, case.number)))
    page = shown(client.get(reverse("orders:group-detail", args=[order.group.number])))
    assert "Settled" in page and "Refund on its way" in page


def test_what_is_missing_is_said_on_the_page(buyer, order):
    line = order.lines.get()

    without_photo = buyer.post(url("return-ask", order), {f"q-{line.pk}": "1", "reason": "damaged", "note": ""})
    assert without_photo.status_code == 422 and "Please add a photo" in shown(without_photo)
    too_many = buyer.post(url("return-ask", order), {f"q-{line.pk}": "9", "reason": "changed_mind"})
    assert too_many.status_code == 422 and "Only 2 pieces" in shown(too_many)
    nothing = buyer.post(url("dispute-open", order), {"kind": "damaged", "text": "", "wish": "9999"})
    assert nothing.status_code == 422 and not Dispute.objects.exists()
    assert not GoodsReturn.objects.exists()


def test_findings_that_cannot_be_are_said_on_the_page(client, order, alice):
    case = received(ask(order, 2), by=alice)
    row = case.lines.get()
    settle = reverse("aftersale:return-office-settle", args=[case.number])
    office(client, alice)

    wrong = [("3", "0", "1"), ("1", "2", "1"), ("1", "1", "100"), ("1", "1", "68"), ("x", "", "")]
    for received_, restocked, amount in wrong:
        page = client.post(
            settle, {f"l{row.pk}-received": received_, f"l{row.pk}-restocked": restocked, f"l{row.pk}-amount": amount, "note": ""}
        )
        assert page.status_code == 422, (received_, restocked, amount)
    assert not Refund.objects.exists()


def test_a_dispute_goes_before_rdb_over_the_pages(client, order, alice, carla):
    client.force_login(carla)
    assert "Something is wrong" in shown(client.get(reverse("orders:group-detail", args=[order.group.number])))
    said = {"kind": "missing", "text": "One bag is not in it.", "wish": "68.00", "photos": [picture()]}
    client.post(url("dispute-open", order), said)
    case = Dispute.objects.get()

    office(client, alice)
    page = shown(client.get(reverse("aftersale:dispute-office", args=[case.number])))
    assert "One bag is not in it." in page and "What do you offer?" in page
    assert f"Answer dispute {case.number}" in shown(client.get("/sell/"))
    answer = reverse("aftersale:dispute-office-answer", args=[case.number])
    assert client.post(answer, {"offer": "10", "text": ""}).status_code == 422
    client.post(answer, {"offer": "10", "text": "I counted two."})

    client.force_login(carla)
    detail = url("dispute-detail", order, case.number)
    assert "The seller offers ¥10.00" in shown(client.get(detail))
    assert client.post(url("dispute-answer", order, case.number), {"go": "escalate", "text": ""}).status_code == 422
    client.post(url("dispute-answer", order, case.number), {"go": "escalate", "text": "There was one."})
    assert "RDB decides" in shown(client.get(detail))

    client.force_login(make_officer())
    assert "Disputes to decide" in shown(client.get("/admin/"))
    change = reverse("admin:aftersale_dispute_change", args=[case.pk])
    assert "There was one." in shown(client.get(change))
    assert "How much goes back?" in shown(client.post(change, {"amount": "", "paid_by": "seller", "reasons": ""}))
    assert client.post(change, {"amount": "9999", "paid_by": "seller", "reasons": "x"}).status_code == 200
    assert client.post(change, {"amount": "50", "paid_by": "seller", "reasons": ""}).status_code == 200
    client.post(change, {"amount": "50", "paid_by": "seller", "reasons": "Packed in haste."})

    assert Dispute.objects.get().state == DisputeState.DECIDED and str(Refund.objects.get().money) == "50.00 CNY"
    assert client.post(change, {"amount": "60", "paid_by": "seller", "reasons": "Again."}).status_code == 403
    client.force_login(carla)
    assert "Packed in haste." in shown(client.get(detail))


def test_the_buyer_takes_an_offer_or_withdraws_over_the_pages(buyer, order, alice):
    from decimal import Decimal

    from orders.aftersale.services.disputes import answer_dispute

    case = complain(order)
    answer_dispute(dispute=case, offer=Decimal("40"), text="Sorry.", by=alice)
    buyer.post(url("dispute-answer", order, case.number), {"go": "accept"})
    assert Dispute.objects.get().state == DisputeState.SETTLED
    again = buyer.post(url("dispute-answer", order, case.number), {"go": "withdraw"}, follow=True)
    assert "happened here meanwhile" in shown(again)


def test_a_seller_gives_money_back_after_seeing_the_sum(client, order, alice):
    office(client, alice)
    page = reverse("aftersale:sale-refund", args=[order.number])
    line = order.lines.get()
    attempt = re.search(r'name="attempt" value="([^"]+)"', shown(client.get(page))).group(1)
    typed = {f"line-{line.pk}": "8", "delivery": "", "goodwill": "2", "reason": "Late.", "attempt": attempt}

    preview = client.post(page, typed)
    assert "¥10.00" in shown(preview) and not ManualRefund.objects.exists()
    client.post(page, {**typed, "go": "give"})
    client.post(page, {**typed, "go": "give"})

    assert ManualRefund.objects.count() == 1 and str(Refund.objects.get().money) == "10.00 CNY"
    assert client.post(page, {**typed, "goodwill": "99999"}).status_code == 422
    assert client.post(page, {**typed, "goodwill": "0", f"line-{line.pk}": ""}).status_code == 422
    assert "Late." in shown(client.get(reverse("orders:sale-detail", args=[order.number])))


def test_an_officer_reads_returns_and_keeps_rules(client, order):
    case = ask(order, 1)
    client.force_login(make_officer())

    for name, args in (("goodsreturn_changelist", []), ("goodsreturn_change", [case.pk]), ("dispute_changelist", []),
                       ("returnrule_changelist", []), ("disputerule_changelist", [])):  # fmt: skip
        assert client.get(reverse(f"admin:aftersale_{name}", args=args)).status_code == 200, name
    days = {"mind_days": 14, "fault_days": 30, "answer_days": 3, "send_days": 10, "carry_days": 30, "inspect_days": 5}
    typed = {"hs_prefix": "0901", "valid_from": "2026-12-01", "valid_to": "", "source": "Decision of RDB", **days}
    client.post(reverse("admin:aftersale_returnrule_add"), typed)
    from marketplace.history.models import Entry

    assert Entry.objects.filter(action="returnrule.kept").exists()


def test_every_door_is_closed_to_a_stranger(client, order, alice):
    case, dispute = ask(order, 1), complain(order)
    photo = CasePhoto.objects.get()
    doors = [
        url("return-ask", order), url("dispute-open", order), url("return-detail", order, case.number),
        url("dispute-detail", order, dispute.number), url("return-dispute", order, case.number),
        reverse("aftersale:photo", args=[photo.public_id]),
    ]  # fmt: skip
    posts = [
        url("return-send", order, case.number),
        url("return-withdraw", order, case.number),
        url("dispute-answer", order, dispute.number),
    ]
    desks = [
        reverse("aftersale:return-office", args=[case.number]), reverse("aftersale:dispute-office", args=[dispute.number]),
        reverse("aftersale:sale-refund", args=[order.number]),
    ]  # fmt: skip
    desk_posts = [
        reverse("aftersale:return-office-answer", args=[case.number]), reverse("aftersale:return-office-settle", args=[case.number]),
        reverse("aftersale:dispute-office-answer", args=[dispute.number]),
    ]  # fmt: skip
    charlie = make_user("charlie")
    make_seller("Another shop", owner=charlie)
    for user in (None, charlie):
        client.logout()
        if user:
            client.force_login(user)
        assert [client.get(door).status_code for door in doors] == [404] * len(doors)
        assert [client.post(door).status_code for door in posts] == [404] * len(posts)
        wanted = 404 if user else 302
        assert [client.get(door).status_code for door in desks] == [wanted] * len(desks)
        assert [client.post(door).status_code for door in desk_posts] == [wanted] * len(desk_posts)


def test_a_photo_is_seen_by_buyer_seller_and_rdb(client, order, alice, carla):
    ask(order, 1)
    photo = reverse("aftersale:photo", args=[CasePhoto.objects.get().public_id])

    for user in (carla, alice, make_officer()):
        client.force_login(user)
        answer = client.get(photo)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_guest_follows_the_link_of_the_letter(client, variant, alice):
    order = make_delivered(variant, by=alice)
    case = ask(order, 1)

    first = client.get(url("return-detail", order, case.number), {"key": order.group.access_token})

    assert (first.status_code, first.url) == (302, url("return-detail", order, case.number))
    assert client.get(first.url).status_code == 200
    assert client.get(reverse("aftersale:photo", args=[CasePhoto.objects.get().public_id])).status_code == 200


def test_a_return_is_no_longer_offered_when_its_time_is_over(buyer, order):
    Order.objects.filter(pk=order.pk).update(delivered_at=timezone.now() - timedelta(days=31))

    page = shown(buyer.get(reverse("orders:group-detail", args=[order.group.number])))

    assert "Send something back" not in page
    assert "Nothing of this order can be sent back" in shown(buyer.get(url("return-ask", order)))


def test_pages_cost_the_same_with_one_case_and_with_three(buyer, order, alice, django_assert_num_queries):
    group_page = reverse("orders:group-detail", args=[order.group.number])
    ask(order, 1)
    buyer.get(group_page)
    with django_assert_num_queries(GROUP_PAGE):
        buyer.get(group_page)
    complain(order)
    ask(order, 1)
    with django_assert_num_queries(GROUP_PAGE):
        buyer.get(group_page)


def test_words_of_a_buyer_whose_sign_in_ran_out_are_kept(client, order, carla):
    answer = client.post(url("dispute-open", order), {"kind": "other", "text": "The bag came open on Friday."})

    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/accounts/again/")
    client.force_login(carla)
    assert "The bag came open on Friday." in client.get("/accounts/again/").content.decode()
