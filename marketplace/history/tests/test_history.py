"""The log: written with the change, sealed in one chain, never altered unseen."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.history.selectors import entries_for, first_broken_entry
from marketplace.history.services import GENESIS, record, seal, seal_all_hubs, seal_entries
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import District
from marketplace.hubs.tests.factories import make_kenya


@pytest.fixture
def huye(db) -> District:
    return District.objects.get(name="Huye")


@contextmanager
def silenced_trigger():
    """What somebody with the keys of the database could do first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE history_entry DISABLE TRIGGER history_append_only")
        yield cursor
        cursor.execute("ALTER TABLE history_entry ENABLE TRIGGER history_append_only")


def test_entry_tells_who_did_what_to_what(huye):
    alice = User.objects.create_user("alice@example.com")

    record(
        subject=huye,
        action="district.renamed",
        by=alice,
        before={"name": "Butare"},
        after={"name": "Huye", "area": Decimal("581.5")},
        note="1",
    )

    (entry,) = entries_for(huye)
    assert (entry.action, entry.by, entry.before, entry.after, entry.note, entry.subject_id) == (
        "district.renamed",
        alice,
        {"name": "Butare"},
        {"name": "Huye", "area": "581.5"},
        "1",
        str(huye.pk),
    )


def test_entry_falls_with_the_change_it_tells_of(huye):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(subject=huye, action="district.renamed")
        raise RuntimeError

    assert not Entry.objects.exists()


def test_each_entry_is_sealed_with_the_one_before(huye):
    for n in range(3):
        record(subject=huye, action=f"district.changed-{n}")

    assert (seal_entries(), seal_entries()) == (3, 0)
    first, second, third = Entry.objects.order_by("position")
    assert [entry.position for entry in (first, second, third)] == [1, 2, 3]
    assert [entry.previous_hash for entry in (first, second, third)] == [GENESIS, first.hash, second.hash]
    assert third.hash == seal(third)
    assert first_broken_entry() is None


def test_chains_of_two_hubs_are_apart(hub, huye):
    kenya = make_kenya()
    record(subject=huye, action="one")
    with use_hub(kenya):
        record(subject=kenya, action="two")

    assert seal_all_hubs() == 2
    assert set(Entry.across_hubs.values_list("hub__code", "position", "previous_hash")) == {("rw", 1, GENESIS), ("ke", 1, GENESIS)}


@pytest.mark.parametrize(
    "change",
    [
        {"note": "nothing happened"},
        {"action": "district.praised"},
        {"after": {"name": "Nyanza"}},
        {"at": timezone.now() - timedelta(days=1)},
        {"by": None},
        {"hash": "f" * 64},
        {"position": 9},
    ],
    ids=lambda change: next(iter(change)),
)
def test_altered_entry_is_found(huye, change):
    alice = User.objects.create_user("alice@example.com")
    entries = [record(subject=huye, action="district.renamed", by=alice, after={"name": "Huye"}) for _ in range(3)]
    seal_entries()

    with silenced_trigger():
        Entry.objects.filter(pk=entries[1].pk).update(**change)

    assert first_broken_entry().pk in (entries[1].pk, entries[2].pk)
    with pytest.raises(CommandError, match="rw: the chain breaks at entry"):
        call_command("verify_history")


def test_removed_entry_is_found(huye):
    entries = [record(subject=huye, action="district.renamed") for _ in range(3)]
    seal_entries()

    with silenced_trigger() as cursor:
        cursor.execute("DELETE FROM history_entry WHERE id = %s", [entries[1].pk])

    assert first_broken_entry().pk == entries[2].pk


@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "unsealed"])
@pytest.mark.parametrize("attempt", ["note", "hash", "delete"])
def test_database_refuses_to_change_or_delete(huye, attempt, is_sealed):
    entry = record(subject=huye, action="district.renamed")
    if is_sealed:
        seal_entries()
    rows = Entry.objects.filter(pk=entry.pk)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        if attempt == "delete":
            rows.delete()
        elif attempt == "hash":
            rows.update(hash="f" * 64)
        else:
            rows.update(note="no", hash="f" * 64, position=1)


def test_verify_seals_what_waits_and_says_that_all_is_whole(huye, capsys):
    record(subject=huye, action="district.renamed")

    call_command("verify_history")

    assert capsys.readouterr().out == "rw: 1 entries, whole\n"
    assert not Entry.objects.filter(position=None).exists()


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_sealers_make_one_chain(hub):
    huye = District.objects.get(name="Huye")
    together = threading.Barrier(6)

    def write_and_seal(name: str) -> None:
        together.wait()
        with use_hub(hub):
            for n in range(8):
                with transaction.atomic():
                    record(subject=huye, action=f"{name}-{n}")
                if n % 3 == 0:
                    seal_entries()
        connection.close()

    writers = [threading.Thread(target=write_and_seal, args=[f"writer{n}"]) for n in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    seal_entries()

    assert list(Entry.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 49))
    assert first_broken_entry() is None
