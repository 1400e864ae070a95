"""Two officers confirm at once, each on a connection of their own: one row speaks for one question, and nobody meets a fault."""

import pytest

from catalog.tests.factories import make_user
from marketplace.allocation.tests.racing import at_once, names
from orders.duties.enums import RowState
from orders.duties.services import confirm
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


def test_one_proposal_confirmed_twice_at_once(officers):
    alice, bob, carla = officers
    row = make_rate(proposed_by=alice)

    answers = at_once(lambda: confirm(row=row, by=bob), lambda: confirm(row=row, by=carla))

    assert names(answers) == ["NotProposed", "ok"]
