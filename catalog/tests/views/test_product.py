import json
import re
from datetime import date

import pytest

from catalog.models import Product
from catalog.services.prices import set_price
from catalog.tests.factories import CHILLI_OIL, make_product, make_rate, make_seller, make_variant, take_all
from marketplace.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def warm(client):
    client.get("/categories/crafts/")


def page(client, product, **query):
    response = client.get(f"/products/{product.slug}/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_product_page_tells_what_it_is_and_what_it_costs(client):
    product = make_product(
        "Coocamu washed Bourbon",
        summary_en="Above Lake Kivu.",
        coffee={
            "lot": "CM-2026-014",
            "station": "Musasa",
            "altitude_min": 1400,
            "altitude_max": 1600,
            "cup_score": "86.50",
            "process": "washed",
        },
        source="falcon-specialty",
    )

    html = page(client, product)

    for said in (
        "<h1>Coocamu washed Bourbon</h1>",
        "<b>¥68.00</b> <abbr>CNY</abbr>",
        "¥27.20 / 100\u00a0g",
        "Lot passport CM-2026-014",
        "1,400–1,600\u00a0m",
        "86.5<",
        "Washed",
        "0901.21.00.00",
        "250\u00a0g",
        "18 × 9 × 6\u00a0cm",
        "Rutsiro, Rwanda",
        "falcon-specialty",
        "Delivery is quoted at checkout",
        "ICO certificate of origin",
        "Apple, cane sugar and tangerine.",
        'action="/cart/add/"',
    ):
        assert said in html, said
    assert f'<input type="hidden" name="variant" value="{product.variants.get().pk}">' in html


def test_product_page_in_chinese_falls_back_to_english_where_nothing_is_written(client):
    product = make_product("Coocamu washed", name_zh_hans="库卡穆 水洗", description_en="Only in English.")

    html = client.get(f"/zh-hans/products/{product.slug}/").content.decode()

    assert "<h1>库卡穆 水洗</h1>" in html and "Only in English." in html and 'lang="zh-Hans"' in html


def test_variants_are_choices_with_their_price(client):
    product = make_product("Two sizes", variants=[{"name_en": "250 g"}])
    kilo = make_variant(product, name_en="1 kg", net_weight_g=1000, gross_weight_g=1100, prices={"CNY": "240"}, position=1)
    gone = make_variant(product, name_en="60 kg", on_hand=0, position=2)

    first, second = page(client, product), page(client, product, variant=kilo.pk)

    assert re.findall(r'name="variant" value="\d+"( checked)?( disabled)?', first) == [(" checked", ""), ("", ""), ("", " disabled")]
    assert "<small>¥240.00</small>" in first
    assert "<b>¥240.00</b>" in second and "¥240.00 / kg" in second
    assert "Sold out" in page(client, product, variant=gone.pk)


def test_least_order_and_steps_are_explained(client):
    product = make_product("By the sack", variants=[{"minimum_quantity": 10, "quantity_step": 5, "on_hand": 33}])

    html = page(client, product)

    assert "Least order 10 (bag), then in steps of 5." in html
    assert 'value="10" min="10" step="5" max="30"' in html


def test_goods_without_rules_are_closed_to_china_and_open_elsewhere(client):
    oil = make_product("Akabanga", shelf="chilli", code=CHILLI_OIL)

    to_china = page(client, oil)
    client.cookies["ship_to"] = "BE"
    to_belgium = page(client, oil)

    assert "cannot be sent to China yet" in to_china and "Add to cart" not in to_china
    assert "cannot be sent to" not in to_belgium and "Add to cart" in to_belgium


def test_converted_price_names_the_day_of_its_rate(client):
    product = make_product("Bourbon", variants=[{"prices": {}}])
    make_rate("USD", "CNY", "7.2", date(2026, 11, 20))
    from decimal import Decimal

    set_price(variant=product.variants.get(), price=Money(Decimal("10"), "USD"), by=None)
    assert "There is no price in CNY for this yet." in page(client, product)
    take_all(product.variants.get())

    html = page(client, product)

    assert "<b>¥72.00</b>" in html
    assert "The seller’s price is in USD; converted at the rate of 20 Nov 2026." in html


def test_without_a_price_in_the_currency_it_says_so(client):
    product = make_product()
    client.cookies["currency"] = "EUR"

    html = page(client, product)

    assert "There is no price in EUR for this yet." in html and "Add to cart" not in html


def test_structured_data_is_whole_and_cannot_break_out(client):
    product = make_product("</script><b>Bourbon", summary_en="A & B")

    html = page(client, product)
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[-1])

    assert (data["name"], data["description"]) == ("</script><b>Bourbon", "A & B")
    assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("68.00", "CNY")
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert "</script><b>" not in html


def test_gallery_gives_every_format_with_measures(client):
    html = page(client, make_product(photos=3))

    for kind in ("avif", "webp", "jpeg"):
        assert f'type="image/{kind}"' in html
    assert 'width="800" height="800"' in html and "1 / 3" in html
    assert "2 / 3" in page(client, Product.objects.get(), photo=2)


def test_also_shows_others_of_the_shelf_never_itself(client):
    older = make_product("Older")
    product = make_product("This one")
    make_product("Basket", shelf="baskets", code="460219")

    html = page(client, product)

    assert f'href="/products/{older.slug}/"' in html and "On the same shelf" in html
    assert html.count(f'<h3 class="card__name"><a href="/products/{product.slug}/"') == 0


def test_product_page_costs_six_queries_with_one_and_with_three_of_everything(client, django_assert_num_queries):
    small = make_product("Small", coffee={"station": "Musasa"})
    seller = make_seller()
    large = make_product("Large", seller=seller, photos=3, variants=[{"position": 0}, {"position": 1}, {"position": 2}])
    for _ in range(3):
        make_product(seller=seller)

    for product, cost in ((small, 7), (large, 6)):  # one more asks where its washing station can be read about
        with django_assert_num_queries(cost):
            page(client, product)


def test_htmx_choice_of_a_variant_gets_the_buying_column_alone(client):
    product = make_product()

    part = client.get(f"/products/{product.slug}/", HTTP_HX_REQUEST="true").content.decode()

    assert 'id="buying"' in part and "<html" not in part


def test_hidden_numbers_in_the_address_do_no_harm(client):
    product = make_product()

    for bad in ("-1", "x", "9" * 40, "²"):
        page(client, product, variant=bad, photo=bad)


def test_prices_by_quantity_stand_with_the_next_one_for_what_is_chosen(client):
    product = make_product(
        variants=[{"on_hand": 90, "unit": "kg", "minimum_quantity": 4, "quantity_step": 4, "tiers": {10: "60.00", 50: "50.00"}}]
    )

    least, more, most = (page(client, product, **chosen) for chosen in ({}, {"quantity": 16}, {"quantity": 60}))

    assert "8 kg more: ¥60.00 for each kg" in least and "<td>from 50</td>" in least and 'value="4"' in least
    assert "36 kg more: ¥50.00 for each kg" in more and "<b>¥60.00</b></td>" in more and 'value="16"' in more
    assert "kg more" not in most and "<b>¥50.00</b></td>" in most
    assert 'id="tiers"' not in page(client, make_product())
