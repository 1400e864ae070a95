import pytest

from catalog.tests.factories import make_product, make_seller
from catalog.tests.views.test_lists import names
from marketplace.kept_pages import forget_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def warm(client):
    client.get("/categories/crafts/")


def test_home_counts_what_there_is_and_mixes_the_shelves(client):
    seller = make_seller("Coocamu")
    for number in range(4):
        make_product(f"Coffee {number}", seller=seller)
    make_product("Basket", shelf="baskets", code="460219")
    make_product("Tea", shelf="tea", code="0902409000")

    response = client.get("/")
    html = response.content.decode()

    assert "Straight from 3 Rwandan firms." in html and "All 6 products" in html
    assert names(response)[:3] == ["Coffee 3", "Tea", "Basket"]
    assert "Coffee 0" not in names(response)
    assert "4 products" in html and "Checked before the first sale" in html


def test_home_tells_the_story_of_the_coffee_with_most_growers(client):
    make_product("Small lot", coffee={"station": "Rugali", "growers": 140, "altitude_min": 1500})
    make_product("Gatagara", coffee={"station": "Gatagara", "growers": 1815, "altitude_min": 1500, "altitude_max": 2000})

    html = client.get("/").content.decode()

    assert "1,815 growers bring their cherry to Gatagara." in html and "1,500–2,000\u00a0m" in html


def test_home_of_an_empty_market_stands(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "New from the hills" not in response.content.decode()


def test_home_costs_four_queries_with_one_product_and_with_three(client, django_assert_num_queries):
    for _ in range(2):
        make_product(coffee={"station": "Musasa", "growers": 368, "altitude_min": 1400})
        forget_pages()  # this one is made, not kept
        with django_assert_num_queries(4):
            client.get("/")
        make_product("Tea", shelf="tea", code="0902409000")
