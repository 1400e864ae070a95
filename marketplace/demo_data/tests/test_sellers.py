"""The demonstration's sellers and queue, loaded twice."""

import pytest

from catalog.models import Listing
from catalog.photos.limits import MIN_SIDE
from catalog.tests.factories import make_seller
from marketplace.demo_data import load, pictures
from marketplace.demo_data.people import load_people
from marketplace.demo_data.sellers import COOCAMU, load_sellers, producers
from marketplace.history.selectors import first_broken_entry
from sellers.enums import SellerState
from sellers.models import Evidence, Member, Seller
from sellers.selectors import missing_evidence_for_listing
from sellers.selectors.evidence import today

pytestmark = pytest.mark.django_db


def test_whole_demo_is_loaded_once_and_the_next_start_leaves_it_alone(sandbox, monkeypatch):
    monkeypatch.setattr(pictures, "SIDE", MIN_SIDE)  # a third of the work went into pixels that nobody looks at here
    load(say=lambda text: None)
    before = (Seller.objects.count(), Evidence.objects.count(), Member.objects.count())
    sellers = load_sellers(load_people(), lambda text: None)

    assert before == (Seller.objects.count(), Evidence.objects.count(), Member.objects.count())
    assert len(sellers) == len(producers()) == 82
    for producer in producers():
        for hs6 in producer.hs6:
            assert missing_evidence_for_listing(sellers[producer.key], hs6, today()) == [], (producer.name, hs6)
    assert Seller.objects.selling().filter(members__user__email="seller@demo.example").get().legal_name == COOCAMU
    assert Seller.objects.get(members__user__email="applicant@demo.example").state == SellerState.SUBMITTED
    assert first_broken_entry() is None

    Listing.objects.all().delete()  # as an officer may
    load(if_empty=True, say=pytest.fail)

    assert not Listing.objects.exists()


def test_start_leaves_a_shop_alone_when_real_firms_sell_in_it():
    make_seller("Coocamu")

    load(if_empty=True, say=pytest.fail)

    assert Seller.objects.count() == 1
