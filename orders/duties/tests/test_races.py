"""Two officers confirm at once, each on a connection of their own: one row speaks for one question, and nobody meets a fault."""

import threading

import pytest

from catalog.tests.factories import make_user
from marketplace.allocation.tests.racing import at_once, names
from marketplace.approval import services
from marketplace.approval.enums import RowState
from marketplace.approval.services import confirm
from orders.duties.tests.factories import make_rate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officers():
    return [make_user(name) for name in ("alice", "bob", "carla")]


def test_two_proposals_for_one_question_confirmed_at_once(officers):
    alice, bob, carla = officers
    standing = make_rate(state=RowState.IN_FORCE)
    rows = [make_rate(percent=percent, proposed_by=alice) for percent in (9, 6)]

    answers = at_once(lambda: confirm(row=rows[0], by=bob), lambda: confirm(row=rows[1], by=carla))

    assert names(answers) == ["ok", "ok"]
    for row in (standing, *rows):
        row.refresh_from_db()
    assert sorted(row.state for row in rows) == [RowState.IN_FORCE, RowState.REPLACED] and standing.state == RowState.REPLACED


def test_without_its_lock_the_race_is_real(officers, monkeypatch):
    """Nobody waits at the hub: both find the standing row in their way, and only the database is left to refuse one of them."""
    alice, bob, carla = officers
    make_rate(state=RowState.IN_FORCE)
    rows = [make_rate(percent=percent, proposed_by=alice) for percent in (9, 6)]
    both_have_looked = threading.Barrier(2)

    def look_together(row):
        """What is in force for the same question, locked by nobody; each waits until the other has looked too."""
        same = type(row).objects.filter(state=RowState.IN_FORCE, **{name: getattr(row, name) for name in row.KEY})
        found = list(same.order_by("pk"))
        both_have_looked.wait(20)
        return found

    monkeypatch.setattr(services, "_in_its_way", look_together)
    monkeypatch.setattr(services.Hub.objects, "select_for_update", lambda **_how: services.Hub.objects.all(), raising=False)

    answers = at_once(lambda: confirm(row=rows[0], by=bob), lambda: confirm(row=rows[1], by=carla))

    assert names(answers) == ["IntegrityError", "ok"]


def test_one_proposal_confirmed_twice_at_once(officers):
    alice, bob, carla = officers
    row = make_rate(proposed_by=alice)

    answers = at_once(lambda: confirm(row=row, by=bob), lambda: confirm(row=row, by=carla))

    assert names(answers) == ["NotProposed", "ok"]
