"""How long real names stay and from which age on they are taken: two officers keep the rows, and what reads them follows at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.tests.factories import make_user
from marketplace.approval.enums import Confidence, RowState
from marketplace.approval.exceptions import SecondOfficerNeeded
from marketplace.approval.services import confirm, propose
from orders.identity.enums import Purpose
from orders.identity.exceptions import NoMinimumAge
from orders.identity.forms import RealNameForm
from orders.identity.kept import forget_identity_rows, retention_for, youngest_on
from orders.identity.models import MinimumAge, RetentionRule
from orders.identity.numbers import constructed_number
from orders.identity.officers import RIGHTS
from orders.identity.tests.factories import typed_person
from sellers.officers import grant_to_officers

pytestmark = pytest.mark.django_db


def officer(name: str):
    user = make_user(name, is_staff=True, is_demo=True)
    user.groups.add(grant_to_officers(RIGHTS))
    return user


def born_years_ago(years: int) -> dict[str, str]:
    today = timezone.localdate()
    return typed_person(number=constructed_number(1, born=date(today.year - years, today.month, min(today.day, 28))))


def test_rows_begin_unverified_with_a_source_and_an_age_of_fourteen():
    rows = [*RetentionRule.objects.all(), *MinimumAge.objects.all()]

    assert {(row.state, row.confidence) for row in rows} == {(RowState.IN_FORCE, Confidence.UNVERIFIED)}
    assert [retention_for(purpose, timezone.localdate()).days for purpose in Purpose] == [1095, 1, 365]
    assert youngest_on() == 14 and "article 31" in MinimumAge.objects.get().source


def test_another_age_counts_once_a_second_officer_confirmed_it(django_capture_on_commit_callbacks):
    alice, bob = make_user("alice"), make_user("bob")
    row = MinimumAge(years=16, valid_from=timezone.localdate(), source="letter of the ministry")
    assert "number" not in RealNameForm(born_years_ago(15)).errors
    propose(row=row, by=alice)
    with pytest.raises(SecondOfficerNeeded):
        confirm(row=row, by=alice)
    assert youngest_on() == 14

    with django_capture_on_commit_callbacks(execute=True):
        confirm(row=row, by=bob)

    assert youngest_on() == 16
    assert RealNameForm(born_years_ago(15)).errors["number"] == ["This person is under 16. Let a parent order in their own name."]
    assert "number" not in RealNameForm(born_years_ago(17)).errors


def test_no_number_is_taken_while_no_row_says_the_age():
    MinimumAge.objects.update(state=RowState.WITHDRAWN)
    forget_identity_rows()

    with pytest.raises(NoMinimumAge):
        youngest_on()
    assert "staff must first say" in RealNameForm(typed_person()).errors["number"][0]


@pytest.mark.parametrize("model", [RetentionRule, MinimumAge])
def test_database_keeps_a_row_in_force_and_one_a_day(model):
    row = model.objects.first()
    for change in (lambda: model.objects.filter(pk=row.pk).update(source="x"), row.delete):
        with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
            change()
    twin = {name: getattr(row, name) for name in ("purpose", "days", "years") if hasattr(row, name)}
    with pytest.raises(IntegrityError, match="one_row_a_day"), transaction.atomic():
        model.objects.create(state=RowState.IN_FORCE, valid_from=row.valid_from + timedelta(days=1), source="x", **twin)


@pytest.mark.parametrize(("table", "facts"), [("retentionrule", {"purpose": "order", "days": "730"}), ("minimumage", {"years": "16"})])
def test_desk_takes_a_proposal_and_another_officer_s_word(client, table, facts):
    alice, bob = officer("alice"), officer("bob")
    model = {"retentionrule": RetentionRule, "minimumage": MinimumAge}[table]
    old = model.objects.order_by("pk").first()
    client.force_login(make_user("charlie", is_staff=True, is_demo=True))
    assert client.get(f"/admin/identity/{table}/").status_code == 403
    client.force_login(alice)
    typed = {"valid_from": "2027-01-01", "source": "letter of the ministry", "confidence": "verified", **facts}
    assert client.post(f"/admin/identity/{table}/add/", typed).status_code == 302
    new = model.objects.get(state=RowState.PROPOSED)
    chosen = {"action": "confirm_these", "_selected_action": [new.pk]}
    assert "Another officer" in client.post(f"/admin/identity/{table}/", chosen, follow=True).content.decode()
    assert client.post(f"/admin/identity/{table}/{old.pk}/change/", typed).status_code == 403
    assert client.post(f"/admin/identity/{table}/{old.pk}/delete/", {"post": "yes"}).status_code == 403

    client.force_login(bob)
    assert "1 row is in force now." in client.post(f"/admin/identity/{table}/", chosen, follow=True).content.decode()

    new.refresh_from_db()
    old.refresh_from_db()
    assert (new.state, new.proposed_by, new.confirmed_by, old.valid_to) == (RowState.IN_FORCE, alice, bob, date(2026, 12, 31))
