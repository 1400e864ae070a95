import pytest

from catalog.campaigns.models import Block
from catalog.tests.factories import make_product
from marketplace.demo_data.campaigns import SLUG, load_campaigns

pytestmark = pytest.mark.django_db


def test_demo_tells_the_real_campaign_once_and_names_its_sources(client):
    make_product("Gorilla", slug="gorillas-coffee")
    load_campaigns(lambda text: None)
    load_campaigns(lambda text: None)

    page = client.get(f"/campaigns/{SLUG}/").content.decode()

    assert page.count('class="torn"') == 4 and "woodlawnpost.com" in page and "Gorilla" in page
    assert len(page.encode()) < 150_000
    assert all(block.source for block in Block.objects.exclude(kind__in=["products", "producers"]))
