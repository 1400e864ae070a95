"""Erasures beside orders and beside themselves, on real connections with real commits."""

from functools import partial

import pytest

from marketplace.accounts.models import User
from marketplace.allocation.tests.racing import at_once, names
from marketplace.history.models import Entry
from marketplace.jobs.models import Job
from marketplace.privacy.enums import RequestState
from marketplace.privacy.exceptions import AlreadyAsked
from marketplace.privacy.models import PersonRequest
from marketplace.privacy.people import member
from marketplace.privacy.services.asking import ask_for_copy, ask_for_erasure
from marketplace.privacy.services.erasing import erase_person
from marketplace.privacy.services.exporting import make_copy, read_parts
from orders.exceptions import CheckoutOver
from orders.models import OrderGroup
from orders.tests.factories import hangzhou, make_cart, make_checkout, make_group, make_lane, make_user, make_variant, place
from orders.tests.privacy.test_erasing import cooled, delivered

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_are_one_request():
    carla = make_user("carla")

    answers = at_once(*(lambda: ask_for_erasure(person=member(carla)) for _ in range(3)))

    assert names(answers) == ["AlreadyAsked", "AlreadyAsked", "ok"]
    assert isinstance(next(answer for answer in answers if isinstance(answer, Exception)), AlreadyAsked)
    assert Job.objects.filter(kind="privacy.erase").count() == 1


def test_two_workers_erase_once():
    carla = make_user("carla")
    delivered(carla)
    row = cooled(ask_for_erasure(person=member(carla)))

    answers = at_once(*(lambda: erase_person(request_id=row.pk) for _ in range(2)))

    assert set(answers) == {RequestState.DONE}
    assert Entry.objects.filter(action="privacy.erased").count() == 1
    assert Job.objects.filter(key=f"mail:privacy:erased:{row.pk}").count() == 1


def test_order_placed_while_its_buyer_is_erased_is_placed_or_refused_and_never_lost():
    make_lane()
    for turn in range(3):
        carla = make_user(f"carla{turn}")
        checkout = make_checkout(make_cart(make_variant(), user=carla))
        row = cooled(ask_for_erasure(person=member(carla)))

        placed, erased = at_once(partial(place, checkout, by=carla), partial(erase_person, request_id=row.pk))

        if isinstance(placed, Exception):  # the cart was gone
            assert isinstance(placed, CheckoutOver), placed
            assert erased == RequestState.DONE and not OrderGroup.objects.filter(user=carla).exists()
        else:
            assert erased == RequestState.DEFERRED, erased
            assert User.objects.get(pk=carla.pk).is_active and placed.group.email


def test_guest_s_order_paid_while_it_is_erased_is_not_erased():
    from orders.privacy import guest_of_order
    from orders.tests.factories import pay

    group = make_group()
    row = PersonRequest.objects.create(kind="erasure", order_number=group.number, is_guest=True, language="en")

    _paid, erased = at_once(lambda: pay(group), lambda: erase_person(request_id=row.pk))

    group.refresh_from_db()
    assert erased == RequestState.DEFERRED
    assert group.email and guest_of_order(group.number) is not None


def test_copy_made_twice_at_once_is_one_file():
    carla = make_user("carla")
    row = ask_for_copy(person=member(carla))

    answers = at_once(*(lambda: make_copy(request_id=row.pk) for _ in range(2)))

    row.refresh_from_db()
    assert set(answers) == {RequestState.DONE}
    assert Entry.objects.filter(action="privacy.export_made").count() == 1
    assert row.file.storage.exists(row.file.name)


def test_copy_is_of_one_moment_whatever_changes_meanwhile(monkeypatch):
    """The order's address changes after the account was read and before the orders are: the copy has what stood at its beginning."""
    carla = make_user("carla")
    group = delivered(carla)
    from marketplace.privacy import registry
    from marketplace.privacy.services import exporting

    real, changed = exporting._read, []

    def changes_between(holding, person):
        if not changed and holding.code != registry.holdings()[0].code:
            changed.append(True)
            at_once(lambda: OrderGroup.objects.filter(pk=group.pk).update(address=hangzhou(line="新路 1 号")))
        return real(holding, person)

    monkeypatch.setattr(exporting, "_read", changes_between)
    parts = read_parts(member(carla))

    (orders,) = [part.rows for part in parts if part.holding.code == "orders.contact"]
    group.refresh_from_db()
    assert changed and group.address["line"] == "新路 1 号"
    assert orders[0]["address"]["line"] == "文三路 477 号"
