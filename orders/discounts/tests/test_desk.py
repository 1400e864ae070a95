"""Money of the marketplace is promised by two officers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.tests.factories import make_seller, make_user
from orders.discounts.enums import DiscountState
from orders.discounts.exceptions import NotAsItStands, SecondOfficer
from orders.discounts.models import Discount
from orders.discounts.services.keeping import confirm_discount, end_discount, propose_discount
from orders.discounts.tests.factories import draft
from sellers.tests.factories import make_officer

pytestmark = pytest.mark.django_db
PAGES = "admin:discounts_discount"


@pytest.fixture
def olive():
    return make_officer("olive")


@pytest.fixture
def oscar():
    return make_officer("oscar")


def act(client, user, action: str, *rows: Discount, seen_at: str = ""):
    client.force_login(user)
    said = {"action": action, "_selected_action": [row.pk for row in rows], "seen_at": seen_at}
    return client.post(reverse(f"{PAGES}_changelist"), said, follow=True)


def typed(**changes: str) -> dict[str, str]:
    return {
        "name_en": "Market days", "code": "market-10", "percent": "10", "house_percent": "100",
        "starts_at_0": "2026-11-20", "starts_at_1": "08:00", "ends_at_0": "2026-12-20", "ends_at_1": "08:00", **changes,
    }  # fmt: skip


def test_one_proposes_and_another_confirms(client, olive, oscar):
    client.force_login(olive)
    answer = client.post(reverse(f"{PAGES}_add"), typed())
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    rule = Discount.objects.get()
    assert (rule.state, rule.code, rule.made_by) == (DiscountState.PROPOSED, "MARKET10", olive)

    assert "Another officer" in act(client, olive, "confirm_these", rule).content.decode()
    act(client, oscar, "confirm_these", rule)

    rule.refresh_from_db()
    assert (rule.state, rule.confirmed_by) == (DiscountState.IN_FORCE, oscar)


def test_what_was_seen_is_what_is_confirmed(client, olive, oscar):
    rule = propose_discount(discount=draft(), by=olive)
    seen = timezone.now().isoformat()
    rule.percent = Decimal(90)
    propose_discount(discount=rule, by=olive)

    page = act(client, oscar, "confirm_these", rule, seen_at=seen).content.decode()

    rule.refresh_from_db()
    assert rule.state == DiscountState.PROPOSED and "changed after you opened this list" in page


def test_what_is_in_force_is_read_and_ended_and_no_more(client, olive, oscar):
    rule = confirm_discount(discount=propose_discount(discount=draft(), by=olive), by=oscar)
    client.force_login(olive)

    assert client.post(reverse(f"{PAGES}_change", args=[rule.pk]), typed(percent="90")).status_code == 403
    assert client.get(reverse(f"{PAGES}_delete", args=[rule.pk])).status_code == 403
    act(client, olive, "end_these", rule)

    rule.refresh_from_db()
    assert rule.percent == 10 and rule.standing() == "over"


def test_officers_alone_stand_at_the_desk(client, olive):
    rule = propose_discount(discount=draft(), by=olive)
    client.force_login(make_user("charlie", is_staff=True, is_demo=True))

    assert client.get(reverse(f"{PAGES}_changelist")).status_code == 403
    assert client.get(reverse(f"{PAGES}_change", args=[rule.pk])).status_code == 403


def test_the_database_wants_four_eyes_and_the_firm_s_word(olive, oscar):
    rule = propose_discount(discount=draft(seller=make_seller("Coocamu"), house_percent=Decimal(40)), by=olive)
    facts = [
        {"state": "in_force", "confirmed_by": olive},
        {"state": "in_force"},
        {"state": "in_force", "confirmed_by": oscar},  # the firm has not agreed
    ]
    for changes in facts:
        with pytest.raises(IntegrityError), transaction.atomic():
            Discount.objects.filter(pk=rule.pk).update(**changes)


def test_the_database_wants_a_percentage_or_an_amount():
    for facts in (
        {"percent": None},
        {"percent": Decimal(10), "amount": Decimal(5)},
        {"percent": Decimal(0)},
        {"percent": Decimal("90.01")},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            draft(**facts).save()


def test_a_second_press_finds_it_done(olive, oscar):
    rule = propose_discount(discount=draft(), by=olive)
    with pytest.raises(SecondOfficer):
        confirm_discount(discount=rule, by=olive)
    confirm_discount(discount=rule, by=oscar)

    with pytest.raises(NotAsItStands):
        confirm_discount(discount=rule, by=oscar)
    end_discount(discount=rule, by=oscar)
    with pytest.raises(NotAsItStands):
        end_discount(discount=rule, by=oscar)
