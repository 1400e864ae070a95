"""A copy has everything of its person, and nothing of anybody else."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator

from marketplace.history.models import Entry
from marketplace.jobs.models import Job
from marketplace.privacy.enums import RequestState
from marketplace.privacy.exceptions import AlreadyAsked, TooSoon
from marketplace.privacy.people import member
from marketplace.privacy.schema import SCHEMA
from marketplace.privacy.services.asking import ask_for_copy
from marketplace.privacy.services.cleaning import clean
from orders.enums import OrderState
from orders.tests.factories import (
    hangzhou,
    make_cart,
    make_checkout,
    make_lane,
    make_order,
    make_seller,
    make_user,
    make_variant,
    pay,
    place,
)
from sellers.models import Member
from sellers.tests.factories import give_evidence, pdf

pytestmark = pytest.mark.django_db


def copy_of(user, run_waiting_jobs) -> tuple[dict, dict[str, bytes]]:
    """The data of a fresh copy, and all its files by name."""
    row = ask_for_copy(person=member(user))
    run_waiting_jobs("privacy.export")
    row.refresh_from_db()
    assert row.state == RequestState.DONE
    with row.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files["data.json"]), files


def test_copy_keeps_its_schema_and_can_be_read(run_waiting_jobs):
    carla = make_user("carla")
    make_order(user=carla)

    data, files = copy_of(carla, run_waiting_jobs)

    Draft202012Validator(json.loads(files["schema.json"])).validate(data)
    assert json.loads(files["schema.json"]) == SCHEMA
    held = {part["code"]: part["rows"] for part in data["holdings"]}
    assert held["accounts.account"][0]["email"] == carla.email
    assert held["orders.contact"][0]["address"]["line"] == "文三路 477 号"
    assert held["orders.real_name"][0]["name"] == "卡拉" and len(held["orders.real_name"][0]["number"]) == 18
    assert carla.email in files["index.html"].decode()
    assert Entry.objects.filter(action="real_name.read", note="copy for the person").count() == 1


def test_copy_has_nothing_of_others_who_share_a_firm_or_a_sale(run_waiting_jobs):
    alice, bob, carla, charlie = (make_user(name) for name in ("alice", "bob", "carla", "charlie"))
    shop = make_seller(
        "Shared", owner=alice, contact_name="Alice Owner", contact_email="alice@private.example", contact_phone="+250788123456"
    )
    Member.objects.create(seller=shop, user=bob, role="staff")
    make_lane()
    variant = make_variant(seller=shop)
    make_order(variant, user=carla)
    other = place(make_checkout(make_cart(variant, user=charlie), address=hangzhou(name="查理", line="别的路 1 号")), by=charlie).group
    pay(other)

    _data, of_bob = copy_of(bob, run_waiting_jobs)
    _data, of_carla = copy_of(carla, run_waiting_jobs)

    told_bob, told_carla = of_bob["data.json"].decode(), of_carla["data.json"].decode()
    assert "Shared" in told_bob and "Shared" in told_carla
    for foreign in (alice.email, "alice@private.example", "Alice Owner", "+250788123456", carla.email, "文三路", charlie.email):
        assert foreign not in told_bob, foreign
    for foreign in (
        alice.email,
        "alice@private.example",
        "Alice Owner",
        "+250788123456",
        bob.email,
        charlie.email,
        "查理",
        "别的路",
        other.number,
    ):
        assert foreign not in told_carla, foreign


def test_two_clicks_are_one_copy_and_a_third_waits_for_tomorrow(run_waiting_jobs):
    carla = make_user("carla")

    ask_for_copy(person=member(carla))
    with pytest.raises(AlreadyAsked):
        ask_for_copy(person=member(carla))
    run_waiting_jobs("privacy.export")
    copy_of(carla, run_waiting_jobs)
    with pytest.raises(TooSoon):
        ask_for_copy(person=member(carla))


def test_copy_is_announced_and_deleted_when_its_week_is_over(run_waiting_jobs, mailoutbox):
    carla = make_user("carla")
    row = ask_for_copy(person=member(carla))
    run_waiting_jobs()
    row.refresh_from_db()
    name, storage = row.file.name, row.file.storage

    assert [letter.to for letter in mailoutbox] == [[carla.email]]
    assert storage.exists(name) and row.has_file
    assert (row.expires_at - row.ended_at).days == 7
    assert Job.objects.get(key=f"mail:privacy:ready:{row.pk}").payload == {}

    type(row).objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert {swept.code: swept.count for swept in clean(dry=True)}["privacy.requests"] == 1
    assert storage.exists(name)


def test_dead_copy_is_deleted_from_the_storage(run_waiting_jobs, django_capture_on_commit_callbacks):
    carla = make_user("carla")
    row = ask_for_copy(person=member(carla))
    run_waiting_jobs("privacy.export")
    row.refresh_from_db()
    name, storage = row.file.name, row.file.storage
    type(row).objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    with django_capture_on_commit_callbacks(execute=True):
        clean()

    row.refresh_from_db()
    assert (row.state, row.file.name, storage.exists(name)) == (RequestState.OVER, "", False)
    assert {swept.count for swept in clean() if swept.code == "privacy.requests"} == {0}


def test_copy_asked_for_and_erased_before_it_was_made_is_not_made(run_waiting_jobs):
    carla = make_user("carla")
    row = ask_for_copy(person=member(carla))
    type(row).objects.filter(pk=row.pk).update(state=RequestState.OVER)

    run_waiting_jobs("privacy.export")

    row.refresh_from_db()
    assert (row.state, row.file.name) == (RequestState.OVER, "")


def test_copy_has_the_papers_its_person_sent_and_not_a_colleague_s(run_waiting_jobs):
    alice, bob = make_user("alice"), make_user("bob")
    shop = make_seller("Papers", owner=alice)
    Member.objects.create(seller=shop, user=bob, role="staff")
    evidence = give_evidence(shop, "registration-certificate")[0]
    for who, name in ((alice, "alice.pdf"), (bob, "bob.pdf")):
        paper = pdf(name)
        evidence.files.create(file=paper, content_type="application/pdf", original_name=name, size=paper.size, sha256=name, uploaded_by=who)

    _data, files = copy_of(alice, run_waiting_jobs)

    assert [name for name in files if name.startswith("files/")] == ["files/sellers.evidence/1-alice.pdf"]
    assert files["files/sellers.evidence/1-alice.pdf"].startswith(b"%PDF")
    assert "bob.pdf" not in files["data.json"].decode()


def test_order_in_any_state_can_be_copied(run_waiting_jobs):
    carla, alice = make_user("carla"), make_user("alice")
    make_order(make_variant(seller=make_seller("Shop", owner=alice)), user=carla, state=OrderState.SHIPPED, by=alice)

    data, _files = copy_of(carla, run_waiting_jobs)

    assert {part["code"] for part in data["holdings"]} >= {"accounts.account", "orders.contact", "privacy.requests"}
