"""The pages of both sides: the whole way by forms, strangers at the door, and the same number of queries for one row and for three."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from orders.tests.factories import make_product, make_user
from orders.trade.models import Offer, QuotationRequest, Sample
from orders.trade.tests.factories import make_chilli_seller, make_offer, make_request, member_of

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


@pytest.mark.parametrize(("name", "is_buyer", "queries"), [("home", True, 3), ("request-inbox", False, 12)])
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
