import pytest

from catalog.models import Allergen, ParcelFacts
from catalog.tests.api.test_products import PRODUCTS, caller
from catalog.tests.factories import make_product

pytestmark = pytest.mark.django_db


def test_a_program_reads_parcel_and_allergens_at_no_more_queries(django_assert_num_queries):
    product = make_product()
    facts = ParcelFacts.objects.create(product=product, in_parcel_en="One bag.", shelf_life_days=365)
    facts.contains.set(Allergen.objects.filter(code__in=["milk", "nuts"]))
    caller().get(PRODUCTS)

    with django_assert_num_queries(5):
        body = caller().get(f"{PRODUCTS}{product.slug}/").json()

    assert body["parcel"] == {
        "in_parcel": "One bag.",
        "ingredients": None,
        "storage": None,
        "shelf_life_days": 365,
        "declares_none": False,
        "contains": [{"code": "milk", "name": "Milk, with lactose"}, {"code": "nuts", "name": "Nuts"}],
        "may_contain": [],
    }
