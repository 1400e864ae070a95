"""The pages of both sides: the whole way by forms, strangers at the door, and the same number of queries for one row and for three."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_product, make_user
from orders.trade.models import CallOff, Offer, QuotationRequest, Sample, SupplyContract
from orders.trade.services.offers import accept_offer
from orders.trade.tests.factories import (
    kigali_today,
    make_chilli_seller,
    make_dried_chilli,
    make_offer,
    make_request,
    member_of,
    pay_call_off,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    return make_chilli_seller()


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def at(client):
    """A client signed in as somebody."""

    def door(user):
        client.force_login(user)
        return client

    return door


def typed(**changes):
    fields = {
        "company_name": "Carla Foods",
        "title": "Dried chilli",
        "hs_code": "090421",
        "quantity": "60",
        "unit": "t",
        "term": "FCA",
        "place": "Kigali",
        "currency": "USD",
        "deadline": f"{timezone.now() + timedelta(days=14):%Y-%m-%dT18:00}",
        "time_zone": "Asia/Shanghai",
        "go": "open",
    }
    return {**fields, **changes}


def terms(prefix: str, **changes):
    day = f"{timezone.now() + timedelta(days=30):%Y-%m-%d}"
    fields = {"unit_price": "2450", "quantity": "60", "term": "FCA", "place": "Kigali", "lead_days": "30", "valid_until": day, "note": ""}
    return {f"{prefix}-{name}": value for name, value in {**fields, **changes}.items()}


def test_request_goes_the_whole_way_by_forms(at, seller, carla):
    alice = member_of(seller)
    answer = at(carla).post(reverse("trade:request-new"), typed())
    asked = QuotationRequest.objects.get()
    assert answer.url == reverse("trade:request-detail", args=[asked.number])
    assert (asked.state, f"{asked.deadline:%H:%M}") == ("open", "10:00")  # six in the evening in Beijing

    page = at(alice).get(reverse("trade:request-office", args=[asked.number]))
    assert "You sell" not in page.text and "Your sector is Chilli and sauces." in page.text and "carla" not in page.text
    at(alice).post(reverse("trade:offer-make", args=[asked.number]), terms("o"))
    offer = Offer.objects.get()

    step = reverse("trade:offer-step", args=[offer.number])
    at(carla).post(step, {"go": "sample", f"s{offer.pk}-amount_wanted": "500 g", f"s{offer.pk}-address": "Hangzhou"})
    at(carla).post(step, {"go": "counter", **terms(f"c{offer.pk}", unit_price="2300")})
    office = reverse("trade:offer-office-step", args=[offer.number])
    at(alice).post(office, {"go": "send", "s-carrier": "EMS", "s-tracking_number": "EE123456785RW", "s-cost": "0"})
    at(alice).post(office, {"go": "revise", **terms("v", unit_price="2400")})
    at(carla).post(step, {"go": "received"})
    page = at(carla).post(step, {"go": "accept"}, follow=True)

    assert Sample.objects.get().state == "received"
    assert Offer.objects.get().agreed.unit_price == 2400 and "Agreed. The seller has been told." in page.text


def test_draft_of_a_product_is_kept_changed_and_shown(at, seller, carla):
    product = make_product("Dried chilli", seller=seller, shelf="chilli", code="0904210000")
    page = at(carla).get(reverse("trade:request-new"), {"product": product.slug})
    assert 'value="090421"' in page.text and product.name in page.text

    at(carla).post(reverse("trade:request-new") + f"?product={product.slug}", typed(go="keep", hs_code=""))
    asked = QuotationRequest.objects.get()
    assert (asked.state, asked.product, asked.hs_code) == ("draft", product, "090421")
    edit = reverse("trade:request-edit", args=[asked.number])
    assert "18:00" in at(carla).get(edit).text
    at(carla).post(edit, typed(quantity="61"))

    asked.refresh_from_db()
    assert (asked.state, asked.quantity) == ("open", 61)
    assert at(carla).get(edit).status_code == 302


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"deadline": "2020-01-01T10:00"}, "This moment is over"),
        ({"hs_code": ""}, "Choose the kind of goods"),
        ({"hs_code": "09042"}, "Four, six, eight or ten digits"),
        ({"currency": "RWF", "target_price": "10.50"}, "RWF has no cents"),
        ({"quantity": "0"}, "greater than or equal"),
    ],
)
def test_request_with_a_fault_keeps_what_was_typed(at, carla, change, says):
    answer = at(carla).post(reverse("trade:request-new"), typed(**change))

    assert answer.status_code == 422 and says in answer.text and "Carla Foods" in answer.text
    assert not QuotationRequest.objects.exists()


def test_refused_steps_say_why_beside_the_form(at, seller, carla):
    asked = make_request(by=carla)
    offer = make_offer(asked, seller)

    answer = at(carla).post(reverse("trade:offer-step", args=[offer.number]), {"go": "refuse", f"r{offer.pk}-note": ""})
    assert answer.status_code == 422 and "Please say why." in answer.text
    early = terms("v", valid_until=f"{timezone.now():%Y-%m-%d}")
    answer = at(member_of(seller)).post(reverse("trade:offer-office-step", args=[offer.number]), {"go": "revise", **early})
    assert answer.status_code == 422 and "An offer must stand at least" in answer.text
    answer = at(member_of(seller)).post(reverse("trade:offer-make", args=[asked.number]), terms("o"))
    assert answer.status_code == 422 and "Your firm has an offer on the table already" in answer.text


def test_strangers_meet_404_and_guests_the_sign_in(at, client, seller, carla):
    asked = make_request(by=carla)
    offer = make_offer(asked, seller)
    charlie = make_user("charlie")
    make_chilli_seller("Late Farm", owner=charlie)  # came after the request: was not told of it

    buyers = [reverse("trade:request-detail", args=[asked.number]), reverse("trade:request-edit", args=[asked.number])]
    offices = [reverse("trade:request-office", args=[asked.number])]
    for path in buyers + offices:
        assert at(charlie).get(path).status_code == 404, path
    for path in (reverse("trade:offer-step", args=[offer.number]), reverse("trade:offer-office-step", args=[offer.number])):
        assert at(charlie).post(path, {"go": "accept"}).status_code == 404, path
    client.logout()
    assert client.get(reverse("trade:home")).status_code == 200
    for path in [*buyers, *offices, reverse("trade:request-new")]:
        assert client.get(path).status_code == 302, path


@pytest.mark.parametrize(("name", "is_buyer", "queries"), [("home", True, 5), ("request-inbox", False, 15)])
def test_list_asks_the_same_for_one_row_and_for_three(client, seller, carla, django_assert_num_queries, name, is_buyer, queries):
    client.force_login(carla if is_buyer else member_of(seller))
    path = reverse(f"trade:{name}")
    client.get(path)  # what is read once a process or a session
    for number in range(3):
        make_offer(make_request(by=carla), seller)
        if number in (0, 2):
            with django_assert_num_queries(queries):
                page = client.get(path)
    assert page.text.count("Dried chilli, whole") == 3


def test_contract_goes_from_offer_to_call_off_by_forms(at, seller, carla):
    make_lane(currency="USD")
    alice, variant = member_of(seller), make_dried_chilli(seller)
    asked = make_request(by=carla)
    offer = accept_offer(offer=make_offer(asked, seller), by=carla)
    drawing = reverse("trade:contract-new", args=[offer.number])
    assert "Agreed with Carla Foods: 60 t" in at(alice).get(drawing).text
    written = {"variant": variant.pk, "formula": "fixed", "unit_price": "2450", "quality": "Dry.", "mode": "sea", "deposit_percent": "30"}
    days = {"starts_on": f"{kigali_today()}", "ends_on": f"{kigali_today() + timedelta(days=300)}"}
    at(alice).post(drawing, {**written, **days, "deposit_days": "7", "balance_days": "30"})
    contract = SupplyContract.objects.get()
    detail = reverse("trade:contract-detail", args=[contract.number])
    answer = reverse("trade:contract-answer", args=[contract.number])
    assert "Do you agree?" in at(carla).get(detail).text
    assert at(carla).post(answer, {"go": "agree", "name": "Carla"}).status_code == 422
    where = {"name": "Carla", "phone": "+8613805712266", "country": "CN", "region": "浙江省", "city": "杭州市", "line": "文三路 477 号"}
    at(carla).post(answer, {"go": "agree", **where})

    importing = reverse("trade:contract-points", args=[contract.number])
    text = "code,name,city\n001,Store 001,Hangzhou\n002,Store 002,Hangzhou\n003,Store 003,Hangzhou\n"
    tried = at(carla).post(importing, {"go": "try", "sheet": SimpleUploadedFile("stores.csv", text.encode())})
    assert "stores.csv is sound: 3 new" in tried.text and not contract.points.exists()
    faulty = at(carla).post(importing, {"go": "write", "sheet": SimpleUploadedFile("stores.csv", f"{text}003,Twice,Hangzhou".encode())})
    assert "Row 5, column code: “003” stands in row 4 already." in faulty.text and not contract.points.exists()
    at(carla).post(importing, {"go": "write", "sheet": SimpleUploadedFile("stores.csv", text.encode())})

    calling = reverse("trade:call-off-new", args=[contract.number])
    beyond = at(carla).post(calling, {"attempt": "a", "pieces": "30000"})
    assert beyond.status_code == 422 and "The contract has only 60000 pieces left." in beyond.text
    assert "is no point of this list" in at(carla).post(calling, {"attempt": "a", "pieces": "1", "codes": "999"}).text
    page = at(carla).post(calling, {"attempt": "a", "pieces": "100", "codes": "001-002"}, follow=True)
    called = CallOff.objects.get()
    assert (called.pieces, called.shipments.count()) == (200, 2) and "Store 002" in page.text and "Store 003" not in page.text
    assert "200 kg" in page.text or "0.2 t" in page.text

    pay_call_off(called)
    pack_order(order=accept_order(order=called.group.orders.get(), by=alice), by=alice)
    office = reverse("trade:call-off-office", args=[called.number])
    assert "What has left?" in at(alice).get(office).text
    at(alice).post(reverse("trade:call-off-send", args=[called.number]), {"carrier": "COSCO", "tracking_number": "CSQU3054383"})
    assert "What has arrived?" in at(carla).get(reverse("trade:call-off-detail", args=[called.number])).text
    at(carla).post(reverse("trade:call-off-received", args=[called.number]), {"codes": "002"})
    assert [row.state for row in called.shipments.order_by("point__code")] == ["sent", "received"]
    assert called.number in at(alice).get(reverse("trade:contract-office", args=[contract.number])).text

    charlie = make_user("charlie")
    make_chilli_seller("Other Farm", owner=charlie)
    for path in (drawing, detail, office, reverse("trade:contract-office", args=[contract.number])):
        assert at(charlie).get(path).status_code == 404, path
    for path in (answer, importing, calling, reverse("trade:call-off-send", args=[called.number])):
        assert at(charlie).post(path, {"go": "agree"}).status_code == 404, path
