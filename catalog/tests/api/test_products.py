from decimal import Decimal

import pytest

from catalog.selectors.shelves import forget_market
from catalog.tests.factories import BASKET, make_product, make_seller
from marketplace.api.tests.callers import caller, refusal
from sellers.enums import SellerState

PRODUCTS = "/api/v1/products/"


@pytest.fixture(autouse=True)
def shelves(db):
    forget_market()
    yield
    forget_market()


def found(**query):
    answer = caller().get(PRODUCTS, query)
    assert answer.status_code == 200, answer.json()
    return [row["slug"] for row in answer.json()["results"]]


def test_list_tells_what_a_card_shows():
    product = make_product("Coocamu washed Bourbon", variants=[{"prices": {"CNY": "68.00", "RWF": "14000"}}])

    answer = caller().get(PRODUCTS)

    photo = product.cover.picture
    assert answer.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "slug": product.slug,
                "name": "Coocamu washed Bourbon",
                "seller": {"slug": product.seller.slug, "name": product.seller.name},
                "category": "roasted-coffee",
                "district": "Rutsiro",
                "price": {"amount": "68.00", "currency": "CNY"},
                "has_several_prices": False,
                "net_weight_g": 250,
                "available": 10,
                "is_sold_out": False,
                "photo": {
                    "url": photo.src,
                    "width": 800,
                    "height": 800,
                    "alt": "Coocamu washed Bourbon",
                    "sources": [{"type": kind, "srcset": srcset} for kind, srcset in photo.sources],
                },
            }
        ],
    }
    assert caller().get(PRODUCTS, {"currency": "RWF"}).json()["results"][0]["price"] == {"amount": "14000", "currency": "RWF"}


def test_list_hides_what_may_not_be_seen():
    make_product(state="draft")
    make_product(seller=make_seller(state=SellerState.SUSPENDED))
    shown = make_product()

    assert found() == [shown.slug]


def test_filters_are_those_of_the_pages():
    coffee = make_product("Musasa", coffee={"process": "washed", "cup_score": Decimal("86.5")})
    dear = make_product("Bukonya", coffee={"process": "natural"}, variants=[{"prices": {"CNY": "120.00"}}])
    basket = make_product("Agaseke", shelf="baskets", code=BASKET, variants=[{"prices": {"CNY": "268.50"}}])

    assert found(q="agaseke") == found(q="agasek") == [basket.slug]
    assert set(found(category="coffee")) == {coffee.slug, dear.slug}
    assert found(seller=[coffee.seller.slug, basket.seller.slug], sort="price") == [coffee.slug, basket.slug]
    assert found(process="natural") == found(min_price="100", max_price="200.00") == [dear.slug]
    assert found(sort="-price") == [basket.slug, dear.slug, coffee.slug]
    assert found(ships_in="3-5", min_order=["1", "2-10"], process="natural") == [dear.slug]
    assert found(roast="dark") == [] and found(material="sisal") == []
    assert found(sort="score")[0] == coffee.slug
    assert found(category="no-such-shelf") == found(district="Nowhere") == []


@pytest.mark.parametrize(
    ("query", "status", "pointer"),
    [
        ({"min_price": "dear"}, 400, "/min_price"),
        ({"min_price": "1e5"}, 400, "/min_price"),
        ({"min_price": "9" * 400}, 400, "/min_price"),
        ({"min_price": "20", "max_price": "10"}, 422, "/max_price"),
        ({"sort": "cheap"}, 400, "/sort"),
        ({"process": "cold"}, 400, "/process/0"),
        ({"q": "a\x00b"}, 400, "/q"),
        ({"q": "x" * 121}, 400, "/q"),
        ({"page": "0"}, 400, "/page"),
        ({"page": "last"}, 400, "/page"),
        ({"page": "9" * 400}, 400, "/page"),
        ({"page_size": "101"}, 400, "/page_size"),
        ({"currency": "EURO"}, 400, "/currency"),
        ({"currency": "ZZZ"}, 422, "/currency"),
    ],
)
def test_list_says_which_parameter_is_wrong(query, status, pointer):
    answer = refusal(caller().get(PRODUCTS, query))

    assert (answer[0], answer[2]) == (status, [pointer])


def test_list_comes_in_pages():
    for number in range(3):
        make_product(f"Product {number}")

    first = caller().get(PRODUCTS, {"page_size": 2}).json()
    second = caller().get(first["next"]).json()

    assert (first["count"], len(first["results"]), len(second["results"]), second["next"]) == (3, 2, 1, None)
    assert refusal(caller().get(PRODUCTS, {"page": 4})) == (404, "not-found", [])


def test_list_takes_the_same_queries_with_one_and_with_three(django_assert_num_queries):
    caller().get(PRODUCTS)
    for count in (1, 2, 3):
        make_product()
        if count in (1, 3):
            with django_assert_num_queries(2):
                assert caller().get(PRODUCTS).json()["count"] == count


def test_detail_tells_everything_of_the_product(django_assert_num_queries):
    product = make_product(
        "Coocamu washed Bourbon",
        summary_en="A sweet one.",
        coffee={
            "lot": "L-7",
            "station": "Coocamu",
            "altitude_min": 1600,
            "process": "washed",
            "roast": "light",
            "cup_score": Decimal("86.50"),
        },
        variants=[{"sku": "C250", "name_en": "250 g", "prices": {"CNY": "68.00", "USD": "9.50"}, "tiers": {10: "60.00"}}],
        name_zh_hans="库卡姆水洗波旁",
    )
    variant = product.variants.get()
    caller().get(PRODUCTS)

    with django_assert_num_queries(5):
        answer = caller().get(f"{PRODUCTS}{product.slug}/")

    body = answer.json()
    photo = product.cover.picture
    assert body == {
        "slug": product.slug,
        "name": "Coocamu washed Bourbon",
        "summary": "A sweet one.",
        "description": "Apple, cane sugar and tangerine.",
        "seller": {"slug": product.seller.slug, "name": product.seller.name},
        "categories": ["coffee", "roasted-coffee"],
        "origin_country": "RW",
        "district": "Rutsiro",
        "hs_code": {"code": "0901210000", "hs6": "090121", "title": product.hs_code.title},
        "closed_to": [],
        "coffee": {
            "lot": "L-7",
            "station": "Coocamu",
            "altitude_min": 1600,
            "altitude_max": None,
            "variety": None,
            "process": "washed",
            "roast": "light",
            "cup_score": "86.50",
            "harvest": None,
            "growers": None,
            "tasting": None,
        },
        "parcel": None,
        "video": None,
        "materials": [],
        "ready_days": None,
        "variants": [
            {
                "id": variant.pk,
                "sku": "C250",
                "name": "250 g",
                "unit": "bag",
                "is_indivisible": False,
                "price": {"amount": "68.00", "currency": "CNY"},
                "prices": [
                    {
                        "amount": amount,
                        "currency": currency,
                        "converted_from": None,
                        "rate": None,
                        "rate_day": None,
                        "is_demonstration": False,
                        "tiers": [{"from_quantity": 10, "amount": "60.00"}] if currency == "CNY" else [],
                    }
                    for currency, amount in (("CNY", "68.00"), ("USD", "9.50"))
                ],
                "available": 10,
                "minimum_quantity": 1,
                "quantity_step": 1,
                "largest_quantity": 10,
                "why_not": None,
                "net_weight_g": 250,
                "gross_weight_g": 280,
                "length_mm": 180,
                "width_mm": 90,
                "height_mm": 60,
                "is_measured": True,
            }
        ],
        "photos": [
            {
                "url": photo.src,
                "width": 800,
                "height": 800,
                "alt": "",
                "sources": [{"type": kind, "srcset": srcset} for kind, srcset in photo.sources],
            }
        ],
        "published_at": product.published_at.isoformat().replace("+00:00", "Z"),
        "is_demonstration": False,
        "source": None,
    }
    chinese = caller().get(f"{PRODUCTS}{product.slug}/", headers={"Accept-Language": "zh-CN,zh;q=0.9"}).json()
    assert chinese["name"] == "库卡姆水洗波旁"


def test_detail_takes_the_same_queries_with_three_variants(django_assert_num_queries):
    product = make_product(variants=[{}, {}, {"on_hand": 0}], photos=3)
    caller().get(PRODUCTS)

    with django_assert_num_queries(5):
        variants = caller().get(f"{PRODUCTS}{product.slug}/").json()["variants"]

    assert [variant["why_not"] for variant in variants] == [None, None, "sold_out"]


def test_detail_says_why_nothing_can_be_bought():
    product = make_product(shelf="honey", code="0409000000", variants=[{"prices": {"USD": "9.50"}}])

    body = caller().get(f"{PRODUCTS}{product.slug}/").json()

    assert (body["variants"][0]["price"], body["variants"][0]["why_not"]) == (None, "no_price")


@pytest.mark.parametrize("slug", ["nobody", "a" * 500, "%00", "%F0%9F%92%A9", "..%2f"])
def test_detail_is_404_when_there_is_none(slug):
    assert refusal(caller().get(f"{PRODUCTS}{slug}/")) == (404, "not-found", [])


def test_detail_is_404_when_the_seller_is_suspended():
    product = make_product(seller=make_seller(state=SellerState.SUSPENDED))

    assert refusal(caller().get(f"{PRODUCTS}{product.slug}/")) == (404, "not-found", [])


@pytest.mark.parametrize("accept", ["text/html", "application/xml"])
def test_another_format_is_406(accept):
    answer = caller().get(PRODUCTS, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["Content-Type"]) == (406, "application/problem+json")
