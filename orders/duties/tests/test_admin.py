"""The officers' desk for duties: rows are seen with how sure they are, and two officers change them."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.tests.factories import make_user
from marketplace.approval.enums import RowState
from marketplace.approval.services import propose
from orders.duties.models import ListedGoods, RegimeLimit, TaxRate
from orders.duties.officers import RIGHTS
from orders.duties.tests.factories import china, make_rate
from sellers.officers import grant_to_officers

pytestmark = pytest.mark.django_db
LISTS = ["taxrate", "regimelimit", "listedgoods", "market"]


def officer(name: str):
    user = make_user(name, is_staff=True, is_demo=True)
    user.groups.add(grant_to_officers(RIGHTS))
    return user


@pytest.fixture
def alice():
    return officer("alice")


@pytest.fixture
def bob():
    return officer("bob")


def act(client, user, action: str, *rows: TaxRate):
    client.force_login(user)
    return client.post(
        reverse("admin:duties_taxrate_changelist"), {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True
    )


@pytest.mark.parametrize("table", LISTS)
def test_list_and_row_open_for_an_officer_and_for_nobody_else(client, alice, table):
    model = {"taxrate": TaxRate, "regimelimit": RegimeLimit, "listedgoods": ListedGoods}.get(table, type(china()))
    pages = [reverse(f"admin:duties_{table}_changelist"), reverse(f"admin:duties_{table}_change", args=[model.objects.first().pk])]

    client.force_login(make_user("charlie", is_staff=True, is_demo=True))
    assert [client.get(page).status_code for page in pages] == [403, 403]
    client.force_login(alice)
    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("valid", ["now", "later", "over", "proposed"])
def test_list_by_market_shows_rate_source_and_what_nobody_has_checked(client, alice, valid):
    make_rate(source="seen nowhere", note="later")
    client.force_login(alice)

    page = client.get(reverse("admin:duties_taxrate_changelist"), {"market__id__exact": china().pk, "valid": valid}).content.decode()

    assert ("hs-bianma.com chapter 09" in page) == (valid == "now")
    assert ("seen nowhere" in page) == (valid == "proposed")
    if valid == "now":
        assert "unverified" in page and "source seen" in page and "80 %" in page


def test_list_asks_the_same_few_questions_however_long(client, alice, django_assert_max_num_queries):
    client.force_login(alice)

    with django_assert_max_num_queries(20):
        client.get(reverse("admin:duties_taxrate_changelist"))


def test_proposal_waits_for_another_officer(client, alice, bob):
    client.force_login(alice)
    told = {
        "market": china().pk,
        "kind": "vat",
        "hs_prefix": "460219",
        "percent": "13",
        "per_kg": "",
        "origin": "",
        "proof": "",
        "valid_from": "2026-12-01",
        "valid_to": "",
        "source": "notice 12",
        "source_date": "",
        "confidence": "verified",
        "note": "",
    }
    answer = client.post(reverse("admin:duties_taxrate_add"), told)
    row = TaxRate.objects.get(hs_prefix="460219", kind="vat")
    assert (answer.status_code, row.state, row.proposed_by) == (302, RowState.PROPOSED, alice)

    page = act(client, alice, "confirm_these", row).content.decode()
    row.refresh_from_db()
    assert "Another officer than the one who proposed this row must confirm it." in page and row.state == RowState.PROPOSED

    page = act(client, bob, "confirm_these", row).content.decode()
    row.refresh_from_db()
    assert "1 row is in force now." in page and (row.state, row.confirmed_by) == (RowState.IN_FORCE, bob)


def test_proposal_changed_after_the_second_officer_looked_is_looked_at_again(client, alice, bob):
    row = make_rate(proposed_by=alice)
    desk = reverse("admin:duties_taxrate_changelist")

    def confirm_what_was_seen(page: str) -> str:
        (seen,) = set(re.findall(r'name="seen_at" value="([^"]+)"', page))
        chosen = {"action": "confirm_these", "_selected_action": [row.pk], "seen_at": html.unescape(seen)}
        return client.post(desk, chosen, follow=True).content.decode()

    client.force_login(bob)
    looked = client.get(desk).content.decode()
    row.percent = Decimal(99)
    propose(row=row, by=alice)
    page = confirm_what_was_seen(looked)
    row.refresh_from_db()
    assert "was changed after you opened this list" in page and row.state == RowState.PROPOSED

    page = confirm_what_was_seen(client.get(desk).content.decode())
    row.refresh_from_db()
    assert (row.state, row.confirmed_by, row.percent) == (RowState.IN_FORCE, bob, 99)


def test_proposal_is_taken_back(client, alice):
    row = make_rate(proposed_by=alice)

    page = act(client, alice, "withdraw_these", row).content.decode()

    row.refresh_from_db()
    assert "1 proposal was taken back." in page and row.state == RowState.WITHDRAWN


def test_row_in_force_is_read_and_a_newer_one_proposed_from_it(client, alice):
    row = TaxRate.objects.get(hs_prefix="0901210000", kind="mfn")
    address = reverse("admin:duties_taxrate_change", args=[row.pk])
    client.force_login(alice)

    assert client.post(address, {"percent": "1"}).status_code == 403
    assert client.post(reverse("admin:duties_taxrate_delete", args=[row.pk])).status_code == 403
    answer = client.get(reverse("admin:duties_taxrate_propose_newer", args=[row.pk]))

    assert answer.status_code == 302 and "hs_prefix=0901210000" in answer.url and "valid_from" not in answer.url
    page = client.get(answer.url).content.decode()
    assert 'value="0901210000"' in page and 'value="15.000"' in page
    row.refresh_from_db()
    assert row.percent == 15


def test_form_says_what_is_wrong(client, alice):
    client.force_login(alice)
    told = {"market": china().pk, "kind": "preference", "hs_prefix": "9", "percent": "0", "valid_from": date(2026, 12, 1), "source": "x"}

    page = client.post(reverse("admin:duties_taxrate_add"), told).content.decode()

    assert "A preference names its country and the proof of origin." in page
    assert "Two, four or six to ten digits without dots; empty for all goods." in page
