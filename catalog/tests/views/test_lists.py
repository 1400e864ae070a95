"""Category, all products, search and storefront: what they show, to whom, and what they cost."""

import re
from decimal import Decimal

import pytest

from catalog.models import Category, HsCode, Product, Variant
from catalog.reference.categories import ensure_categories
from catalog.reference.hs_table import ensure_hs_codes
from catalog.services.publishing import withdraw
from catalog.tests.factories import district, make_product, make_seller, make_variant
from marketplace.kept_pages import forget_pages
from sellers.enums import SellerState

pytestmark = pytest.mark.django_db

CATEGORY, ALL = "/categories/coffee/", "/products/"


@pytest.fixture(autouse=True)
def warm(client):
    """Shelves are read once a minute and process; the counts below are those of every other page."""
    client.get("/categories/crafts/")
    client.get("/products/", {"q": "warm"})


def names(response) -> list[str]:
    return re.findall(r'class="card__name"><a href="[^"]+">([^<]+)</a>', response.content.decode())


def facet(response, name: str) -> dict[str, int]:
    """Value -> count of one facet."""
    html = response.content.decode()
    pattern = rf'name="{name}" value="([^"]+)".*?<small>(\d+)</small>'
    return {value: int(count) for value, count in re.findall(pattern, html)}


def coffees():
    rutsiro, huye = district("Rutsiro"), district("Huye")
    coocamu = make_seller("Coocamu")
    return [
        make_product(
            "Washed one",
            coffee={"process": "washed", "cup_score": "86.5"},
            district=rutsiro,
            seller=coocamu,
            variants=[{"prices": {"CNY": "68"}}],
        ),
        make_product(
            "Natural one", coffee={"process": "natural", "cup_score": "88"}, district=rutsiro, variants=[{"prices": {"CNY": "90"}}]
        ),
        make_product("Washed two", coffee={"process": "washed"}, district=huye, variants=[{"prices": {"CNY": "40"}}]),
        make_product(
            "Green one",
            shelf="green-coffee",
            code="0901110000",
            coffee={"process": "washed"},
            district=huye,
            variants=[{"prices": {"CNY": "60"}}],
        ),
        make_product("Agaseke", shelf="baskets", code="460219", variants=[{"prices": {"CNY": "238"}}]),
    ]


def test_category_shows_the_shelf_and_everything_below_it(client):
    coffees()

    response = client.get(CATEGORY)

    assert names(response) == ["Green one", "Washed two", "Natural one", "Washed one"]
    assert "<b>4</b> products" in response.content.decode()
    assert facet(response, "category") == {"roasted-coffee": 3, "green-coffee": 1}
    assert facet(response, "process") == {"washed": 3, "natural": 1}
    assert facet(response, "district") == {"Huye": 2, "Rutsiro": 2}


def test_facets_count_what_a_further_choice_would_add(client):
    coffees()

    response = client.get(CATEGORY, {"process": "washed", "district": "Huye"})

    assert names(response) == ["Green one", "Washed two"]
    assert facet(response, "process") == {"washed": 2, "natural": 0}  # no natural in Huye
    assert facet(response, "district") == {"Huye": 2, "Rutsiro": 1}  # of the washed ones
    assert facet(response, "category") == {"roasted-coffee": 1, "green-coffee": 1}


def test_districts_are_called_in_chinese_and_chosen_by_their_own_name(client):
    coffees()

    html = client.get("/zh-hans/categories/coffee/").content.decode()

    assert 'name="district" value="Huye"' in html and "胡耶</label>" in html and "Coocamu，鲁齐罗" in html


def test_choices_are_chips_with_the_address_without_them(client):
    coffees()

    html = client.get(CATEGORY, {"process": "washed", "district": "Huye", "min_price": "50", "sort": "price"}).content.decode()

    chips = dict(re.findall(r'<a class="chip" href="([^"]+)">(.*?) <svg', html))
    assert chips == {
        "/categories/coffee/?district=Huye&amp;min_price=50&amp;sort=price": "Washed",
        "/categories/coffee/?process=washed&amp;min_price=50&amp;sort=price": "Huye",
        "/categories/coffee/?process=washed&amp;district=Huye&amp;sort=price": "from ¥50.00",
    }
    assert '<a class="sm chips__clear" href="/categories/coffee/?sort=price">Clear all</a>' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sort": "price"}, ["Washed two", "Green one", "Washed one", "Natural one"]),
        ({"sort": "-price"}, ["Natural one", "Washed one", "Green one", "Washed two"]),
        ({"sort": "score"}, ["Natural one", "Washed one", "Green one", "Washed two"]),
        ({"sort": "nonsense"}, ["Green one", "Washed two", "Natural one", "Washed one"]),
        ({"min_price": "60", "max_price": "70", "sort": "price"}, ["Green one", "Washed one"]),
        ({"min_price": "59,50", "max_price": "1\u202f000", "sort": "price"}, ["Green one", "Washed one", "Natural one"]),
        ({"category": "green-coffee"}, ["Green one"]),
        ({"category": ["green-coffee", "roasted-coffee"], "process": "natural"}, ["Natural one"]),
        ({"process": "nonsense"}, []),
        ({"district": "Atlantis"}, []),
        ({"page": "0"}, ["Green one", "Washed two", "Natural one", "Washed one"]),
        ({"page": "99"}, ["Green one", "Washed two", "Natural one", "Washed one"]),
        ({"page": "x" * 50}, ["Green one", "Washed two", "Natural one", "Washed one"]),
        ({"seller": "\x00"}, ["Green one", "Washed two", "Natural one", "Washed one"]),
    ],
)
def test_the_address_holds_order_and_choices(client, query, expected):
    coffees()

    assert names(client.get(CATEGORY, query)) == expected


def test_a_seller_can_be_chosen(client):
    products = coffees()

    response = client.get(ALL, {"seller": products[0].seller.slug})

    assert names(response) == ["Washed one"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"min_price": "cheap"}, "A price is a number, such as 40 or 12.50."),
        ({"max_price": "-3"}, "A price is a number, such as 40 or 12.50."),
        ({"min_price": "1.250"}, "“1.250” can be read in two ways. Write 1250 or 1.25."),
        ({"min_price": "nan"}, "A price is a number, such as 40 or 12.50."),
        ({"min_price": "90", "max_price": "50"}, "The highest price is below the lowest."),
    ],
)
def test_a_price_that_is_none_is_said_at_the_field_and_kept(client, typed, message):
    coffees()

    html = client.get(CATEGORY, typed).content.decode()

    assert message in html and 'aria-invalid="true"' in html
    for value in typed.values():
        assert f'value="{value}"' in html


def test_page_two_holds_what_did_not_fit(client):
    seller = make_seller()
    for number in range(26):
        make_product(f"Bag {number:02}", seller=seller)

    first, second = client.get(CATEGORY), client.get(CATEGORY, {"page": 2})

    assert names(first) == [f"Bag {number:02}" for number in range(25, 1, -1)]
    assert names(second) == ["Bag 01", "Bag 00"]
    assert 'rel="next"' in first.content.decode() and 'rel="next"' not in second.content.decode()
    assert 'rel="prev"' in second.content.decode()


def test_only_goods_on_sale_of_approved_firms_are_shown(client):
    good, withdrawn, suspended, draft = (
        make_product("Good"),
        make_product("Withdrawn"),
        make_product("Suspended"),
        make_product("Draft", state="draft"),
    )
    withdraw(product=withdrawn, by=None)
    suspended.seller.state = SellerState.SUSPENDED
    suspended.seller.save()

    for path in (CATEGORY, ALL):
        assert names(client.get(path)) == ["Good"]
    assert client.get(f"/products/{good.slug}/").status_code == 200
    assert client.get(f"/products/{withdrawn.slug}/").status_code == 410
    for hidden in (suspended, draft):
        assert client.get(f"/products/{hidden.slug}/").status_code == 404
    assert list(Product.objects.on_sale()) == [good]


def test_goods_of_another_hub_are_never_shown(client, hub):
    from marketplace.hubs.context import use_hub
    from marketplace.hubs.models import District, Hub

    other = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["CNY"], languages=["en"], time_zone="Africa/Nairobi"
    )
    with use_hub(other):
        District.objects.create(name="Rutsiro", province="Rift")
        ensure_categories(Category, other)
        ensure_hs_codes(HsCode, other)
        foreign = make_product("Foreign")
    make_product("Ours")

    assert names(client.get(ALL)) == names(client.get(CATEGORY)) == ["Ours"]
    assert client.get(f"/products/{foreign.slug}/").status_code == 404
    assert client.get(f"/sellers/{foreign.seller.slug}/").status_code == 404
    assert Product.across_hubs.count() == 2


def test_prices_are_those_of_the_chosen_currency(client):
    make_product("In both", variants=[{"prices": {"CNY": "68", "USD": "9.50"}}])
    make_product("In yuan only")

    client.cookies["currency"] = "USD"
    response = client.get(ALL)

    assert names(response) == ["In both"]
    assert "<b>US$9.50</b> <abbr>USD</abbr>" in response.content.decode()


def test_cards_tell_little_stock_and_none(client):
    make_product("Plenty")
    make_product("Few", variants=[{"on_hand": 3}])
    make_product("None", variants=[{"on_hand": 0}])
    make_product("Less than the least order", variants=[{"on_hand": 3, "minimum_quantity": 5}])

    html = client.get(ALL).content.decode()

    assert html.count("Only 3 left") == 1
    assert html.count("Sold out") == 2


def test_a_product_with_several_prices_says_from(client):
    product = make_product("Two sizes", variants=[{"prices": {"CNY": "68"}}])
    variant = make_variant(product, prices={"CNY": "240"})
    from catalog.services.listings import refresh

    refresh(product)

    assert '<span class="xs soft">from</span> <b>¥68.00</b>' in client.get(ALL).content.decode()
    assert Variant.objects.filter(product=product).count() == 2 and variant.prices.get().amount == Decimal("240")


@pytest.mark.parametrize("path", [CATEGORY, ALL, "/products/?q=bourbon", "/categories/coffee/?process=washed&min_price=1&sort=price"])
def test_a_list_costs_two_queries_with_one_product_and_with_three(client, django_assert_num_queries, path):
    for number in (1, 3):
        while Product.objects.count() < number:
            make_product("Bourbon", coffee={"process": "washed"})
        forget_pages()  # this one is made, not kept
        with django_assert_num_queries(2):
            response = client.get(path)
        assert len(names(response)) == number


def test_htmx_gets_goods_and_facets_alone_and_going_back_the_whole_page(client):
    coffees()

    part = client.get(CATEGORY, HTTP_HX_REQUEST="true")
    back = client.get(CATEGORY, HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")

    assert "<html" not in part.content.decode() and 'id="results"' in part.content.decode() and 'id="facets"' in part.content.decode()
    assert names(part) == names(back) and "<html" in back.content.decode()
    assert "HX-Request" in part["Vary"] and "HX-Request" in back["Vary"]


def test_empty_lists_say_what_to_do(client):
    assert "Nothing on this shelf yet" in client.get(CATEGORY).content.decode()
    coffees()
    narrowed = client.get(CATEGORY, {"process": "honey"}).content.decode()
    assert "Nothing fits all of these" in narrowed and 'href="/categories/coffee/"' in narrowed
    assert "Nothing found for “zzzzqqqq”" in client.get(ALL, {"q": "zzzzqqqq"}).content.decode()


def test_hostile_words_are_shown_as_words(client):
    make_product('<script>alert("x")</script>')

    html = client.get(ALL, {"q": '"><img src=x onerror=alert(1)>', "sort": "new", "district": "<b>"}).content.decode()
    listed = client.get(ALL).content.decode()

    assert "<img src=x" not in html and "<script>alert" not in listed
    assert "&lt;script&gt;alert" in listed


def test_an_unknown_shelf_is_404_and_a_new_one_is_found_at_once(client):
    from catalog.models import Category

    assert client.get("/categories/toys/").status_code == 404
    Category.objects.create(slug="toys", path="toys/", name_en="Toys", position=9)

    assert client.get("/categories/toys/").status_code == 200


def test_storefront_shows_the_firm_and_its_goods(client, django_assert_num_queries):
    seller = make_seller("Coocamu", story="Bourbon above Lake Kivu.", district=district())
    make_product("Theirs", seller=seller)
    make_product("Others")

    with django_assert_num_queries(3):
        response = client.get(f"/sellers/{seller.slug}/")

    html = response.content.decode()
    assert names(response) == ["Theirs"]
    assert "Bourbon above Lake Kivu." in html and "Rutsiro, Rwanda" in html and "RDB-verified" in html


@pytest.mark.parametrize("state", [SellerState.SUSPENDED, SellerState.SUBMITTED, SellerState.REJECTED])
def test_storefront_is_404_when_the_firm_may_not_sell(client, state):
    seller = make_seller(state=state)

    assert client.get(f"/sellers/{seller.slug}/").status_code == 404


def test_bands_are_found_however_often_a_connection_is_asked(client):
    """The third time the statement is prepared, and its parameters have types."""
    product = make_product("Small lots", variants=[{"minimum_quantity": 1}])

    for number in range(5):  # another address each time: a kept page asks nothing
        response = client.get(f"/products/?min_order=1&n={number}")

        assert response.status_code == 200 and product.slug in response.content.decode()
