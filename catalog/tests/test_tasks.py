from datetime import date
from decimal import Decimal

import pytest

from catalog.models import Listing, PriceProposal, Product, VariantPrice
from catalog.tasks import ask_for_nightly
from catalog.tests.factories import make_product, make_rate
from marketplace.jobs.models import JobState

pytestmark = pytest.mark.django_db


def test_nightly_proposes_prices_of_the_day_and_withdraws_what_is_unproven(run_waiting_jobs):
    product = make_product(variants=[{"prices": {"CNY": "68"}}])  # published past the rule: no evidence stands
    make_rate("CNY", "RWF", "204", date(2020, 1, 1))
    ask_for_nightly()
    ask_for_nightly()

    jobs = run_waiting_jobs("catalog.nightly")

    assert [(job.state, job.result) for job in jobs] == [(JobState.DONE, {"proposed": 1, "withdrawn": [product.slug], "passports": 0})]
    assert PriceProposal.objects.get(currency="RWF").amount == Decimal("13872.00")
    assert not VariantPrice.objects.filter(currency="RWF").exists()
    assert not Product.objects.on_sale().exists() and not Listing.objects.exists()
