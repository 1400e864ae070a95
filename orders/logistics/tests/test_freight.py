"""Kigali by road and sea to Shanghai, by air over a hub to Guangzhou: legs, Incoterms, insurance, and what is left out."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.approval.enums import RowState
from marketplace.approval.services import confirm, stand
from marketplace.money import Money
from orders.incoterms import Incoterm
from orders.logistics.exceptions import QuoteRefused
from orders.logistics.incoterms import advice
from orders.logistics.models import ContainerType, InsuranceRate, Quote, QuoteOption, RateCard
from orders.logistics.parcels import Parcel
from orders.logistics.services import issue_quote, recompute_quote, request_freight
from orders.logistics.tests.factories import LONG_AGO, make_card, make_rate

pytestmark = pytest.mark.django_db
D = Decimal
BAGS = [Parcel(900, 600, 150, 61_000, 300)]  # 18.3 t, 24.3 m³
BOXES = [Parcel(600, 400, 200, 5625, 8)]  # 45 kg, 64 kg by air


def make_leg(origin: str, place: str, **fields) -> RateCard:
    country = {"DAR": "TZ", "MBA": "KE", "ADD": "ET"}.get(place, "CN")
    return make_card(origin=origin, destination_place=place, destination_country=country, **fields)


def make_container_legs(port: str = "DAR", *, road: str = "3000", sea: str = "1500", **fields) -> tuple[RateCard, RateCard]:
    whole = {"weight_rule": "container", "unit": "ctr", "container": "20DC", "service": "container", **fields}
    first = make_leg(
        "KGL", port, carrier="Truck", mode="road", stage="to_port", breaks={"0": road}, transit_min_days=5, transit_max_days=7,
        surcharges={"CLEAR": ("per_shipment", "50", "export"), "DOC": ("per_document", "40", "export")}, **whole,
    )  # fmt: skip
    second = make_leg(
        port, "CNSHA", carrier="Ship", mode="sea", breaks={"0": sea}, transit_min_days=25, transit_max_days=35,
        surcharges={
            "THC": ("per_container", "200", "origin_terminal"),
            "BAF": ("per_container", "100"),
            "DTHC": ("per_container", "180", "arrival"),
        }, **whole,
    )  # fmt: skip
    return first, second


def insure(clause: str = "C", percent: str = "0.3") -> InsuranceRate:
    row = InsuranceRate.objects.create(
        clause=clause, insurer="Test Insurance", percent=D(percent), currency="USD", valid_from=LONG_AGO, source="test"
    )
    stand(row)
    return row


def quoted(term: str = "CPT", *, to: str = "CNSHA", parcels=None, currency: str = "USD", goods: str = "50000", **asked) -> Quote:
    quote = request_freight(
        parcels=parcels or BAGS, origin="KGL", destination_place=to, destination_country="CN", incoterm=term, currency=currency,
        goods_value=Money(D(goods), "USD"), **asked,
    )  # fmt: skip
    issue_quote(quote_id=quote.pk)
    quote.refresh_from_db()
    return quote


@pytest.mark.parametrize(
    ("term", "place", "amount", "beyond"),
    [
        ("EXW", "", "0.00", "5070.00"),
        ("FCA", "KGL", "90.00", "4980.00"),  # documents and clearance
        ("FCA", "DAR", "3090.00", "1980.00"),  # and the road to the terminal
        ("FOB", "DAR", "3290.00", "1780.00"),  # and the terminal
        ("CFR", "", "4890.00", "180.00"),  # and the sea with its surcharge
        ("CPT", "", "4890.00", "180.00"),
        ("CIF", "", "5071.74", "180.00"),  # 54,890 ÷ (1 − 0.0033) = 55,071.74
        ("CIP", "", "5071.74", "180.00"),
        ("DAP", "", "5070.00", "0.00"),
        ("DPU", "", "5070.00", "0.00"),
        ("DDP", "", "5070.00", "0.00"),
    ],
)
def test_term_decides_whose_each_line_is(term, place, amount, beyond):
    make_container_legs()
    insure("C"), insure("A")

    (option,) = quoted(term, named_place=place).options.all()

    assert (str(option.amount), str(option.beyond_amount)) == (amount, beyond)
    assert (option.transit_min_days, option.transit_max_days) == (30, 42)  # the sum of its legs
    assert [(leg["from"], leg["to"], leg["mode"]) for leg in option.legs] == [("KGL", "DAR", "road"), ("DAR", "CNSHA", "sea")]
    paid = sum(D(line["converted"]) for line in option.components if line["seller"])
    assert paid == option.amount and ("insurance" in option.excluded) == (term not in ("CIF", "CIP"))


def test_both_ports_are_offered_cheapest_first_and_only_where_quicker():
    make_container_legs("DAR")
    make_container_legs("MBA", road="3600")

    (cheap,) = quoted().options.all()
    assert cheap.legs[0]["to"] == "DAR"  # Mombasa is dearer and no faster
    RateCard.objects.filter(origin="MBA").update(valid_to=LONG_AGO)
    make_leg("MBA", "CNSHA", carrier="Quick", mode="sea", breaks={"0": "1500"}, transit_min_days=18, transit_max_days=22,
             weight_rule="container", unit="ctr", container="20DC", service="container")  # fmt: skip

    assert [option.legs[0]["to"] for option in quoted().options.all()] == ["DAR", "MBA"]


def test_air_over_a_hub_is_weighed_leg_by_leg():
    make_leg("KGL", "ADD", carrier="Feeder", stage="main", breaks={"0": "1.00"}, transit_min_days=1, transit_max_days=1)
    make_leg("ADD", "CNCAN", carrier="Long haul", breaks={"0": "3.00", "45": "2.50"}, transit_min_days=2, transit_max_days=3,
             surcharges={"SSC": ("per_kg", "0.10", "origin_terminal")})  # fmt: skip
    make_rate(rate="7.20")

    (option,) = quoted("CPT", to="CNCAN", parcels=BOXES, currency="CNY").options.all()

    # 64 kg: 64 × 1.00 + 64 × 2.50 + 6.40, each to yuan and fen
    assert [line["converted"] for line in option.components] == ["460.80", "1152.00", "46.08"]
    assert (str(option.amount), option.rule, option.chargeable_g, option.transit_max_days) == ("1658.88", "air", 64_000, 4)


def test_tightest_road_limit_of_the_way_fills_the_containers():
    make_container_legs(max_container_kg=15_000)

    (option,) = quoted().options.all()

    assert (option.containers["count"], option.containers["bound_by"]) == (2, "weight")
    assert str(option.amount) == "9690.00"  # 2 × (3,000 + 1,500 + 100 + 200) + 90


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"to": "CNCAN"}, "no_card"),
        ({"term": "CIF"}, "no_insurance"),
        ({"currency": "EUR"}, "no_rate"),
        ({"parcels": [Parcel(7000, 100, 100, 1000)]}, "too_heavy"),
        ({"term": "FOB", "named_place": "MBA"}, "no_card"),
    ],
)
def test_what_no_row_answers_is_on_request(asked, reason):
    make_container_legs()

    quote = quoted(**asked)

    assert (quote.state, quote.reason, quote.options.count()) == ("on_request", reason, 0)


def test_sea_only_term_needs_a_sea_lane():
    make_leg("KGL", "CNCAN")

    assert quoted("CIF", to="CNCAN", parcels=BOXES).reason == "sea_only"
    assert quoted("CIP", to="CNCAN", parcels=BOXES).reason == "no_insurance"


@pytest.mark.parametrize(
    ("term", "modes", "boxed", "better"),
    [("FOB", {"air"}, False, "FCA"), ("CIF", {"sea"}, True, "CIP"), ("CFR", {"sea"}, False, ""), ("CPT", {"air"}, False, "")],
)
def test_better_term_is_proposed(term, modes, boxed, better):
    assert advice(term, modes, in_containers=boxed) == better


def test_refrigerated_container_is_offered_only_to_goods_its_card_names():
    make_container_legs(container="20RF", commodity="chilled")

    assert quoted().reason == "no_card"
    assert quoted(commodity="chilled").options.count() == 1


def test_co2_is_told_only_where_every_leg_states_it():
    road, _sea = make_container_legs(co2_kg_per_tonne=D(90), co2_source="test")
    assert str(quoted().options.get().co2_kg) == "3294.0"  # 18.3 t × (90 + 90)

    RateCard.objects.filter(pk=road.pk).update(valid_to=LONG_AGO)
    make_leg("KGL", "DAR", carrier="Silent", mode="road", stage="to_port", weight_rule="container", unit="ctr", container="20DC",
             service="container")  # fmt: skip
    assert quoted().options.get().co2_kg is None


def test_legs_never_price_a_parcel_and_a_change_is_seen_at_once():
    _road, sea = make_container_legs()
    first = quoted()
    RateCard.objects.filter(pk=sea.pk).update(valid_to=LONG_AGO)

    assert (first.state, quoted().reason) == ("priced", "no_card")


def test_version_asks_the_same_again_and_an_issued_option_stays(run_waiting_jobs):
    make_container_legs()
    quote = quoted("DAP")
    fresh = recompute_quote(quote=quote)
    run_waiting_jobs()
    fresh.refresh_from_db()

    assert (fresh.version, fresh.incoterm, fresh.named_place, fresh.options.count()) == (2, "DAP", "CNSHA", 1)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        QuoteOption.objects.update(legs=[])


@pytest.mark.parametrize("asked", [{"incoterm": "CNF"}, {"parcels": []}])
def test_term_that_is_none_and_nothing_are_refused(asked):
    facts = {"parcels": BOXES, "incoterm": Incoterm.CPT, "origin": "KGL", "destination_place": "CNSHA", "destination_country": "CN"}

    with pytest.raises(QuoteRefused):
        request_freight(**{**facts, **asked}, currency="USD", goods_value=Money(D(1), "USD"))


def test_freight_costs_few_questions_once_the_book_is_read(django_assert_num_queries):
    make_container_legs()
    quoted()
    quote = request_freight(
        parcels=BAGS, origin="KGL", destination_place="CNSHA", destination_country="CN", incoterm="CPT", currency="USD",
        goods_value=Money(D(1), "USD"),
    )  # fmt: skip

    with django_assert_num_queries(6):  # savepoint, quote, stamp, options, quote, savepoint
        issue_quote(quote_id=quote.pk)


def test_containers_and_insurance_need_two_officers_and_are_kept():
    alice, bob = (User.objects.create_user(f"{name}@example.com", is_demo=True) for name in ("alice", "bob"))
    standing = ContainerType.objects.get(code="20DC", state=RowState.IN_FORCE)
    facts = {name: getattr(standing, name) for name in ("length_mm", "width_mm", "height_mm", "load_m3", "coffee_bags")}
    row = ContainerType.objects.create(
        code="20DC", payload_kg=28_000, valid_from=standing.valid_from, source="carrier", proposed_by=alice, **facts
    )

    confirm(row=row, by=bob)

    standing.refresh_from_db()
    assert standing.state == RowState.REPLACED
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        ContainerType.objects.filter(code="20DC").update(payload_kg=1)


def test_ways_are_compared_on_one_page(client):
    make_container_legs()
    page = reverse("logistics:freight-ask")
    asked = {
        "destination": "CNSHA", "incoterm": "FOB", "named_place": "", "p-0-pieces": "200", "p-0-length_cm": "90", "p-0-width_cm": "60",
        "p-0-height_cm": "15", "p-0-gross_kg": "61", "goods": "50000", "currency": "USD", "p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "1",
    }  # fmt: skip
    assert client.get(page).status_code == 302
    client.force_login(User.objects.create_user("carla@example.com", is_demo=True))

    assert "Shanghai" in client.get(page).content.decode()
    assert "choose it" in client.post(page, asked).content.decode()
    more = client.post(page, {**asked, "add-package": "1"}).content.decode()
    assert 'name="p-1-pieces"' in more and 'value="50000"' in more and "choose it" not in more
    second = {name.replace("p-0", "p-1"): value for name, value in asked.items() if name.startswith("p-0")}
    both = {**asked, **second, "p-1-pieces": "100", "p-TOTAL_FORMS": "2"}
    fewer = client.post(page, {**both, "remove-package": "0"}).content.decode()
    assert 'name="p-1-pieces"' not in fewer and 'value="100"' in fewer
    assert client.post(page, {**both, "p-1-gross_kg": ""}).status_code == 422
    answer = client.post(page, {**both, "named_place": "DAR"})
    quote = Quote.objects.get()
    assert [parcel.quantity for parcel in quote.pieces] == [200, 100]
    assert answer.url == reverse("logistics:quote-detail", args=[quote.pk])
    issue_quote(quote_id=quote.pk)
    html = client.get(answer.url).content.decode()
    told = [
        "Freight compared",
        "US$3,290.00",
        "FOB Dar es Salaam",
        "Kigali to Dar es Salaam, by road, 5–7 days",
        "Bunker surcharge",
        "1 × 20′ standard",
        "not stated by the carriers",
        "Import clearance, duty and taxes",
        "FCA fits this way better",
    ]
    assert [words for words in told if words not in html] == []
