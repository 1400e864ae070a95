from decimal import Decimal

import pytest

from catalog.models import HsCode, Listing, Photo, Product, VariantPrice
from catalog.tests.factories import category
from marketplace.demo_data.large import load_large
from marketplace.demo_data.packing import PACKS, stock_of
from marketplace.demo_data.people import load_people
from marketplace.demo_data.products import drawing_of, load_products, product_rows
from marketplace.demo_data.rate_cards import load_exchange_rates
from marketplace.demo_data.sellers import load_sellers
from marketplace.jobs.models import Job
from marketplace.look.pictures import PRODUCTS, product
from marketplace.money.models import ExchangeRate

ROWS = product_rows()


def some(*keys: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["key"] in keys]


FEW = some("coocamu-washed-bourbon-250-g", "akabanga-chilli-oil", "buremera-competition-lot-green", "rukeri-op-green-tea-fairtrade-65-g")


def test_there_are_a_hundred_real_products_each_with_facts_source_and_both_languages():
    assert len(ROWS) == 103 and len({row["key"] for row in ROWS}) == 103 and len({row["sku"] for row in ROWS}) == 103
    for row in ROWS:
        for field in ("name_en", "name_zh", "summary_en", "summary_zh", "description_en", "description_zh", "facts", "source"):
            assert row[field], (row["key"], field)
        assert row["kind"] in PACKS and row["picture"] in PRODUCTS
        assert Decimal(row["price"]) > 0
        # A price is either somebody's report, and says whose, or a demonstration price, and says that.
        assert bool(row["price_source"]) != (row["price_is_demonstration"] == "yes"), row["key"]


def test_every_product_has_a_picture_of_its_own():
    drawings = [drawing_of(row) for row in ROWS]

    assert len({product(d.kind, d.key, d.name, d.note) for d in drawings}) == 103


def test_stock_is_the_same_every_time_and_can_be_ordered_whole():
    for row in ROWS:
        for pack in PACKS[row["kind"]]:
            number = stock_of(row["key"], pack)
            assert number == stock_of(row["key"], pack)
            assert number < pack.least or (number - pack.least) % pack.step == 0


@pytest.fixture
def sellers(db):
    return load_sellers(load_people(), lambda text: None)


def test_codes_and_shelves_of_all_rows_stand_in_the_tables(sellers):
    codes = set(HsCode.objects.valid_on().values_list("code", flat=True))
    assert {row["hs_code"] for row in ROWS} <= codes
    assert all(category(row["shelf"]) for row in ROWS)
    assert {row["producer"] for row in ROWS} == set(sellers)


def test_products_come_on_sale_through_the_services_and_twice_without_doubling(sellers):
    told: list[str] = []
    load_exchange_rates()

    load_products(sellers, told.append, FEW)
    load_products(sellers, told.append, FEW)

    assert set(Product.objects.on_sale().values_list("slug", flat=True)) == {row["key"] for row in FEW}
    assert told == ["4 products on sale, 0 drafts"]
    assert Photo.objects.count() == Job.objects.filter(kind="catalog.renditions").count() == 4
    assert set(Listing.objects.values_list("currency", flat=True)) == {"CNY", "USD", "EUR", "RWF"}
    assert all("Demonstration" in source for source in ExchangeRate.objects.values_list("source", flat=True))


def test_sourced_prices_keep_their_source_and_others_say_they_are_demonstration(sellers):
    load_exchange_rates()
    load_products(sellers, lambda text: None, FEW)

    def own(key: str) -> list[tuple[str, str, bool, str]]:
        rows = VariantPrice.objects.filter(variant__product__slug=key, converted_from="").order_by("variant__position")
        return [(str(row.amount), row.currency, row.is_demonstration, row.source) for row in rows]

    assert own("buremera-competition-lot-green") == [
        ("39.68", "USD", False, "ktpress.rw"),
        ("2262.00", "USD", True, ""),
    ]
    assert own("akabanga-chilli-oil") == [("39.00", "CNY", True, "")]


def test_large_copies_are_listed_searchable_and_stop_at_the_number(sellers, client):
    load_exchange_rates()
    load_products(sellers, lambda text: None, FEW)

    assert load_large(40, lambda text: None) == 36
    assert load_large(40, lambda text: None) == 0

    assert Product.objects.on_sale().count() == 40
    assert Listing.objects.filter(currency="CNY").count() == 40
    assert "<b>40</b> products" in client.get("/products/").content.decode()
    assert "<b>10</b> products" in client.get("/products/?q=akabanga").content.decode()
