"""Two officers press "Claim" in the same moment: one gets it. And without the conditional update both would."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from sellers.enums import SellerState
from sellers.exceptions import AlreadyClaimed, NotYours, WrongState
from sellers.models import Decision, Seller
from sellers.services import claim, reject, return_application
from sellers.tests.factories import make_officer, make_seller

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def both(act, officers):
    """What each officer's thread returned or raised, begun at the same moment on connections of their own."""
    hub, gate = Hub.objects.get(code="rw"), Barrier(len(officers))

    def one(officer):
        try:
            with use_hub(hub):
                gate.wait()
                return act(officer)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(officers)) as pool:
        return list(pool.map(one, officers))


def test_one_of_two_officers_gets_the_application():
    officers = [make_officer("olive"), make_officer("otto")]

    for _ in range(ROUNDS):
        seller = make_seller(state=SellerState.SUBMITTED)
        results = both(lambda officer, seller=seller: claim(seller=seller, by=officer), officers)

        refused = [result for result in results if isinstance(result, AlreadyClaimed)]
        won = [result for result in results if isinstance(result, Seller)]
        assert (len(won), len(refused)) == (1, 1)
        assert Seller.objects.get(pk=seller.pk).claimed_by_id == won[0].claimed_by_id


def test_reading_first_and_writing_then_would_let_both_in():
    officers = [make_officer("olive"), make_officer("otto")]
    seller = make_seller(state=SellerState.SUBMITTED)
    have_read = Barrier(2)

    def careless(officer):
        mine = Seller.objects.get(pk=seller.pk)
        is_free = mine.claimed_by_id is None
        have_read.wait()
        if is_free:
            mine.claimed_by, mine.claimed_at = officer, timezone.now()
            mine.save(update_fields=["claimed_by", "claimed_at"])
        return is_free

    assert both(careless, officers) == [True, True]


def test_two_decisions_of_one_officer_in_two_windows_have_one_effect():
    olive = make_officer("olive")
    seller = claim(seller=make_seller(state=SellerState.SUBMITTED), by=olive)
    chosen = [return_application, reject]

    results = both(lambda n: chosen[n](seller=seller, by=olive, reasons=[], note="x"), [0, 1])

    assert sorted(isinstance(result, Decision) for result in results) == [False, True]
    assert [type(result) for result in results if not isinstance(result, Decision)][0] in (WrongState, NotYours)
    assert Decision.objects.count() == 1
