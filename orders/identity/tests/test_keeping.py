"""Real names are taken, read, counted and erased; each leaves its word in the history and no number in it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.allocation.tests.racing import at_once
from marketplace.approval.enums import RowState
from marketplace.history.models import Entry
from marketplace.money import Money
from orders.identity.exceptions import Erased, NoRetention, ReasonMissing
from orders.identity.forms import RealNameForm
from orders.identity.models import RealName, RetentionRule, SavedPerson
from orders.identity.services import (
    delete_saved_person,
    erase_what_is_over,
    keep_real_name,
    read_real_name,
    save_person,
    saved_person_of,
)
from orders.identity.tests.factories import make_given, make_person
from sellers.officers import GROUP

SUBJECT = "IS-26-000123"
COUNTED = Money(Decimal("166.00"), "CNY")


def keep(given=None, subject=SUBJECT, by=None) -> RealName:
    row, entry = keep_real_name(subject=subject, parcels=[f"{subject}-1"], given=given or make_given(), counted=COUNTED, by=by)
    entry.save()
    return row


def make_member(name: str = "carla") -> User:
    return User.objects.create_user(f"{name}@example.com", "a long password")


@pytest.fixture
def officer(db) -> User:
    user = User.objects.create_user("officer@example.com", "a long password", is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get(name=GROUP))
    return user


def told() -> list[tuple[str, str]]:
    return list(Entry.objects.filter(subject_type__app_label="identity").order_by("pk").values_list("action", "note"))


@pytest.mark.django_db
def test_database_has_no_name_and_no_number_in_clear_when_kept():
    row, person = keep(), make_person()

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM identity_realname r UNION ALL SELECT row_to_json(h)::text FROM history_entry h")
        written = " ".join(found for (found,) in cursor.fetchall())
    assert not any(fact in written for fact in (person.number, person.name + '"', person.mobile, "13805712266"))
    assert (row.masked_name, row.masked_number, row.masked_mobile) == ("卡**", "1101**********0015", "+86 138****2266")
    assert (row.purge_on - timezone.now().date()).days == 1095
    assert (row.consent_version, row.consent_language, row.consent_ip) == ("2026-11-22", "en", "192.0.2.1")
    with pytest.raises(FieldError):
        RealName.objects.filter(person=person.as_json()).exists()


@pytest.mark.django_db
def test_reading_is_logged_first_and_needs_a_reason(officer):
    keep()

    assert read_real_name(subject=SUBJECT, by=officer, why="customs asks back") == make_person()

    assert told() == [("real_name.given", ""), ("real_name.read", "customs asks back")]
    assert Entry.objects.get(action="real_name.read").by == officer
    with pytest.raises(ReasonMissing):
        read_real_name(subject=SUBJECT, by=officer, why="  ")
    with pytest.raises(RealName.DoesNotExist):
        read_real_name(subject="IS-26-000999", by=officer, why="curious")
    assert len(told()) == 2


@pytest.mark.django_db
def test_erased_when_its_day_has_come_and_not_before(officer):
    row = keep()
    keep(subject="IS-26-000124")
    RealName.objects.filter(subject="IS-26-000124").update(purge_on=row.purge_on + timedelta(days=1))

    assert erase_what_is_over(now=timezone.now() + timedelta(days=1094)) == 0
    assert [erase_what_is_over(now=timezone.now() + timedelta(days=1095)) for _ in range(2)] == [1, 0]

    row.refresh_from_db()
    assert (row.person, row.masked_number, row.fingerprint, row.is_erased) == (None, "", "", True)
    assert row.consent_version and row.counted == COUNTED.amount  # that somebody agreed, and what it counted, stays
    assert RealName.objects.get(erased_at=None).subject == "IS-26-000124"
    with pytest.raises(Erased):
        read_real_name(subject=SUBJECT, by=officer, why="customs asks back")
    assert told()[-1][0] == "real_name.erased"


@pytest.mark.django_db
def test_database_refuses_half_an_erasure_and_a_second_name():
    row = keep()
    for halves in ({"person": None}, {"erased_at": timezone.now()}, {"person": None, "erased_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RealName.objects.filter(pk=row.pk).update(**halves)
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(make_given(2))


@pytest.mark.django_db
def test_nothing_is_taken_when_no_row_says_how_long_it_stays():
    RetentionRule.objects.update(state=RowState.WITHDRAWN)

    with pytest.raises(NoRetention):
        keep()
    assert not RealName.objects.exists() and erase_what_is_over() == 0


@pytest.mark.django_db
def test_saved_by_tick_alone_used_and_deleted_by_its_owner(client):
    carla, charlie = make_member(), make_member("charlie")
    keep(by=carla)
    assert saved_person_of(carla) is None
    keep(make_given(2, is_kept=True), subject="IS-26-000124", by=carla)
    keep(make_given(3, is_kept=True), subject="IS-26-000125", by=None)  # a guest has nowhere to keep it
    saved = SavedPerson.objects.get()
    assert (saved.user, saved.masked_number) == (carla, "1101**********0023")

    form = RealNameForm({"person-use_saved": "on", "person-agree": "on", "person-number": "7"}, saved=saved, is_member=True)
    assert form.is_valid(), form.errors
    assert form.given(ip=None, by=carla).person == make_person(2)
    assert RealNameForm({"person-agree": "on"}, saved=saved, is_member=True).errors.keys() == {"name", "number", "mobile"}

    client.force_login(charlie)
    page = client.get("/accounts/identity/").content.decode()
    assert "1101" not in page and "Nothing is saved here" in page
    client.post("/accounts/identity/delete/")
    assert SavedPerson.objects.count() == 1
    client.force_login(carla)
    page = client.get("/accounts/identity/").content.decode()
    assert "1101**********0023" in page and make_person(2).number not in page
    assert client.get("/accounts/identity/delete/").status_code == 405
    client.post("/accounts/identity/delete/")
    assert not SavedPerson.objects.exists()
    assert not delete_saved_person(user=carla)  # the second click
    assert form.given(ip=None, by=carla) is None
    client.logout()
    assert client.get("/accounts/identity/").status_code == 302


@pytest.mark.django_db
def test_saved_one_goes_when_nobody_used_it_for_a_year():
    save_person(user=make_member(), given=make_given())
    assert erase_what_is_over(now=timezone.now() + timedelta(days=364)) == 0
    assert erase_what_is_over(now=timezone.now() + timedelta(days=365)) == 1
    assert not SavedPerson.objects.exists()


@pytest.mark.django_db
def test_officer_reads_it_in_full_by_a_click_with_a_reason(client, officer):
    row, number = keep(), make_person().number
    client.force_login(officer)
    desk = f"/admin/identity/realname/{row.pk}/"
    for page in ("/admin/identity/realname/", f"{desk}change/", f"{desk}read/"):
        text = client.get(page).content.decode()
        assert "1101**********0015" in text and number not in text, page
    assert number not in (refused := client.post(f"{desk}read/", {"why": "so"})).content.decode() and refused.status_code == 422
    assert "real_name.read" not in dict(told())

    read = client.post(f"{desk}read/", {"why": "customs asks for the card"})

    assert number in read.content.decode() and "no-store" in read.headers["Cache-Control"]
    assert told()[-1] == ("real_name.read", "customs asks for the card")
    RealName.objects.update(person=None, erased_at=timezone.now(), masked_name="", masked_number="", masked_mobile="", fingerprint="")
    assert client.post(f"{desk}read/", {"why": "customs asks for the card"}).status_code == 302


@pytest.mark.django_db
def test_stranger_at_the_desk_reads_nothing(client):
    row = keep()
    client.force_login(User.objects.create_user("charlie@example.com", "a long password", is_staff=True, is_demo=True))

    for path in ("", f"{row.pk}/change/", f"{row.pk}/read/"):
        assert client.get(f"/admin/identity/realname/{path}").status_code == 403
    assert client.post(f"/admin/identity/realname/{row.pk}/read/", {"why": "curious about it"}).status_code == 403
    assert len(told()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_save_keep_one_and_two_nights_erase_once():
    carla = make_member()
    at_once(*(lambda serial=serial: save_person(user=carla, given=make_given(serial)) for serial in (1, 2, 3)))
    assert SavedPerson.objects.count() == 1
    keep()

    erased = at_once(*[lambda: erase_what_is_over(now=timezone.now() + timedelta(days=1100))] * 3)

    assert sum(erased) == 2, erased  # the order's, and the saved one
    assert Entry.objects.filter(action="real_name.erased").count() == 1
