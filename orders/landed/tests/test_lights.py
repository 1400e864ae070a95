"""Green, amber, red: what rules, papers and lists say of a listing, kept by a job that looks again when anything changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from catalog.models import Product
from catalog.tests.factories import BASKET, CHILLI_OIL, ROASTED, make_product, make_seller, make_user
from marketplace.approval.enums import RowState
from marketplace.approval.services import confirm, propose
from marketplace.history.selectors import entries_for
from orders.duties.enums import Admission, Channel
from orders.duties.models import AdmissionRule
from orders.duties.tests.factories import china
from orders.landed.enums import Colour
from orders.landed.lights import Light, lights_of
from orders.landed.models import SaleLight
from orders.landed.services import look_again, stale_listings
from orders.landed.tasks import ask_to_look
from sellers.models import Evidence, EvidenceRequirement, Seller
from sellers.selectors.evidence import rules_for_goods, rules_on, today

pytestmark = pytest.mark.django_db
GREEN, AMBER, RED = Colour.GREEN, Colour.AMBER, Colour.RED


def show_all(seller: Seller, code: str = ROASTED, expires_on: date | None = None) -> None:
    """Everything that goods of the code ask of the firm is there and good."""
    for rule in rules_for_goods(rules_on(today()), code):
        now = timezone.now()
        facts = {"state": "attested", "attested_at": now} if rule.kind == "attested" else {"state": "verified", "reviewed_at": now}
        Evidence.objects.create(seller=seller, requirement=rule, code=rule.code, number="1", expires_on=expires_on, **facts)


def make_goods(code: str = ROASTED, owner=None) -> Product:
    return make_product(code=code, seller=make_seller(owner=owner), photos=0)


def drop_advice() -> None:
    AdmissionRule._base_manager.filter(demand=Admission.ADVICE).update(state=RowState.REPLACED)


def light(product: Product, way: Channel = Channel.CROSS_BORDER) -> Light:
    return next(light for light in lights_of(product, today()) if light.way == way)


def colours(found: Light) -> dict[str, str]:
    return {finding.code: finding.colour for finding in found.findings}


def test_green_once_papers_list_rates_and_evidence_are_there():
    drop_advice()
    product = make_goods()
    assert light(product).colour == RED

    show_all(product.seller)

    assert light(product).colour == light(product, Channel.CARGO).colour == GREEN
    assert all(finding.sources for finding in light(product).findings)


@pytest.mark.parametrize(
    ("code", "way", "finding", "colour"),
    [
        (BASKET, Channel.CROSS_BORDER, "on-the-list", AMBER),  # nobody knows
        (BASKET, Channel.CARGO, "rates-known", AMBER),
        (CHILLI_OIL, Channel.CARGO, "papers-known", RED),
        (ROASTED, Channel.CARGO, "health-claims", AMBER),
    ],
)
def test_each_rule_has_its_colour_row_and_next_step(code, way, finding, colour):
    found = {one.code: one for one in light(make_goods(code), way).findings}[finding]

    assert (found.colour, bool(found.next_step), bool(found.sources[0].row)) == (colour, True, True)


def test_evidence_that_ends_soon_is_amber_with_its_day_and_red_once_it_ended():
    drop_advice()
    product = make_goods()
    show_all(product.seller, expires_on=today() + timedelta(days=60))
    assert light(product).colour == AMBER and "Renew it now" in light(product).grave_first[0].next_step

    Evidence.objects.update(expires_on=today() - timedelta(days=1))

    assert light(product).colour == RED


def test_no_code_is_red():
    product = make_goods()
    product.hs_code = None

    assert [(one.colour, one.reasons) for one in lights_of(product, today())] == [(RED, ["no-code:red"])] * 2


def test_job_looks_again_when_a_rule_a_paper_or_the_listing_changes_and_only_then(run_waiting_jobs):
    drop_advice()
    alice, bob = make_user("alice"), make_user("bob")
    product = make_goods(owner=alice)
    show_all(product.seller)
    ask_to_look()
    run_waiting_jobs()
    assert set(SaleLight.objects.values_list("way", "colour")) == {(Channel.CROSS_BORDER, GREEN), (Channel.CARGO, GREEN)}
    assert not stale_listings().exists() and look_again() == 0

    rule = AdmissionRule(
        market=china(), code="ban", hs_prefix="0901", way=Channel.CARGO, demand=Admission.CLOSED, title="Closed.", title_zh="禁止。",
        next_step="Wait.", next_step_zh="请等待。", valid_from=today(), source="test",
    )  # fmt: skip
    propose(row=rule, by=alice)
    assert not stale_listings().exists()  # a proposal says nothing yet
    confirm(row=rule, by=bob)
    assert look_again() == 1
    assert dict(SaleLight.objects.values_list("way", "colour")) == {Channel.CROSS_BORDER: GREEN, Channel.CARGO: RED}
    assert [entry.action for entry in entries_for(product)][-1] == "product.light_changed"

    Evidence.objects.filter(seller=product.seller).update(changed_at=timezone.now())
    assert list(stale_listings()) == [product] and look_again() == 1
    product.save()
    assert list(stale_listings()) == [product]


def test_firm_is_told_once_why_it_turned_red(run_waiting_jobs):
    product = make_goods(owner=make_user("alice"))
    show_all(product.seller)
    look_again()
    Evidence.objects.update(expires_on=today() - timedelta(days=1), changed_at=timezone.now())

    look_again()
    look_again()
    run_waiting_jobs()

    letters = [letter for letter in mail.outbox if "cannot be sold to China" in letter.subject]
    assert len(letters) == 1  # for both ways into the market
    assert "Show it on your evidence page." in letters[0].body


class TestPages:
    def test_editor_part_and_page_for_the_firm_alone(self, client):
        alice, charlie = make_user("alice"), make_user("charlie")
        product = make_goods(owner=alice)
        make_seller("Other", owner=charlie)
        address = reverse("landed:lights", args=[product.pk])

        client.force_login(alice)
        page, part = client.get(address).content.decode(), client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<h1>" in page and "<h1>" not in part
        assert "The goods are on the cross-border retail list." in part
        assert address in client.get(reverse("listings:listing-edit", args=[product.pk])).content.decode()
        client.force_login(charlie)
        assert client.get(address).status_code == 404

    def test_desk_lists_lights_and_rules(self, client):
        from orders.duties.tests.test_admin import officer
        from orders.landed.officers import RIGHTS
        from sellers.officers import grant_to_officers

        grant_to_officers(RIGHTS)
        product = make_goods()
        look_again()
        pages = [reverse("admin:landed_salelight_changelist"), reverse("admin:duties_admissionrule_changelist")]
        client.force_login(officer("alice"))

        answers = [client.get(page) for page in pages]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert str(product) in answers[0].content.decode() and "evidence-" in answers[0].content.decode()
        client.force_login(make_user("charlie", is_staff=True, is_demo=True))
        assert client.get(pages[0]).status_code == 403


def test_looking_costs_the_same_questions_for_each_listing(django_assert_max_num_queries):
    make_goods()

    with django_assert_max_num_queries(60):
        look_again()


def test_new_evidence_rule_turns_the_light_once_two_officers_put_it_in_force():
    drop_advice()
    product = make_goods()
    show_all(product.seller)
    while look_again():
        pass
    assert not stale_listings().exists() and light(product).colour == GREEN
    asked = {"title": "Roasting log", "kind": "verified", "asked_at": "listing", "hs_prefixes": [ROASTED[:6]]}
    row = EvidenceRequirement(code="roasting-log", valid_from=today(), source="letter of today", **asked)
    propose(row=row, by=make_user("alice"))
    assert not stale_listings().exists()

    confirm(row=row, by=make_user("bob"))

    assert list(stale_listings()) == [product] and look_again() == 1
    row = SaleLight.objects.get(product=product, way=Channel.CARGO)
    assert row.colour == RED and "evidence-roasting-log:red" in row.reasons
