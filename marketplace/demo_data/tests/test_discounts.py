import pytest

from catalog.tests.factories import make_product
from marketplace.demo_data.campaigns import SLUG, load_campaigns
from marketplace.demo_data.discounts import CODE, load_discounts
from orders.discounts.models import Discount
from orders.discounts.selectors import forget_terms, standing_terms, terms_under

pytestmark = pytest.mark.django_db


def test_demo_has_a_code_a_rule_by_itself_and_one_that_its_campaign_pays_and_shows(client):
    coffee = make_product("Bourbon", slug="coocamu-washed-bourbon-250-g")
    make_product("Agaseke", shelf="baskets", code="460219")
    load_campaigns(lambda text: None)
    for _ in range(2):
        load_discounts(lambda text: None)
    forget_terms()

    assert Discount.objects.count() == 3 and terms_under(CODE).seller_id == coffee.seller_id
    assert [(one.percent, bool(one.minimum), one.payer.partition(":")[0]) for one in standing_terms()] == [
        (10, True, ""),
        (5, False, "campaign"),
    ]
    page = client.get(f"/zh-hans/campaigns/{SLUG}/").content.decode()
    assert '<span class="card__tag badge badge--sale">9.5折</span>' in page
