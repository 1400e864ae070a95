"""What pages promise is what the cart gives: cards, product pages and storefronts against a cart with the same goods."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import PriceChange
from catalog.promises import Wanted
from catalog.tiers import Tier, scale
from marketplace import kept_pages
from marketplace.look.writing import amount
from marketplace.money import Money
from orders.discounts.selectors import forget_terms
from orders.discounts.services.keeping import end_discount
from orders.discounts.telling import Telling, pieces_for, rules_sql
from orders.discounts.tests.factories import house_discount, shop_discount
from orders.selectors.cart import read_cart
from orders.services.cart import add_to_cart, guest_cart
from orders.tests.factories import make_cart, make_checkout, make_lane, make_product, make_seller, make_user, make_variant, pay, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    forget_terms()


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop():
    return make_seller("Coocamu")


def read(path: str, **cookies: str) -> str:
    client = Client()
    client.cookies.load(cookies)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def promised(path: str, **cookies: str) -> list[str]:
    """The promises of a page, as plain words."""
    found = re.findall(r'#gift"/></svg><span>(.*?)</span></li>', read(path, **cookies), re.S)
    return [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in found]


def tags(path: str, **cookies: str) -> list[str]:
    return re.findall(r"badge--sale\">([^<]+)<", read(path, **cookies))


def page_of(variant) -> str:
    return f"/products/{variant.product.slug}/"


def paid_for(variant, quantity: int) -> tuple[Money, Money]:
    """What a cart with so many of it comes to, and would without any discount."""
    forget_terms()
    cart = guest_cart()
    add_to_cart(cart=cart, variant_id=variant.pk, quantity=quantity, currency="CNY")
    reading = read_cart(cart, "CNY")
    return reading.goods, reading.gross


def told() -> str | None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rules_sql()}")
        return cursor.fetchone()[0]


# In words ----------------------------------------------------------------------------------------------------------
def test_a_percentage_is_said_on_card_page_and_storefront_with_what_the_cart_comes_to(shop, alice):
    variant = make_variant(seller=shop)
    shop_discount(shop, alice, percent=Decimal(15))

    (said,) = promised(page_of(variant))

    assert said.startswith("15 % off in the cart One comes to ¥57.80 instead of ¥68.00. Until ")
    assert paid_for(variant, 1)[0] == Money(Decimal("57.80"), "CNY")
    assert tags("/products/") == ["15 % off"] and tags("/zh-hans/products/") == ["8.5折"]
    (firm,) = promised(f"/sellers/{shop.slug}/")
    assert firm.startswith("15 % off For all goods of this firm, in the cart. Until ")
    assert "<b>¥68.00</b>" in read("/products/"), "the price shown stays the price"


def test_a_least_basket_is_said_in_money_and_in_pieces(shop, alice):
    variant = make_variant(seller=shop)
    shop_discount(shop, alice, percent=Decimal(10), minimum_amount=Decimal(200))

    (said,) = promised(page_of(variant))

    assert said.startswith("10 % off from ¥200 on 3 of this are enough. Other goods it is for count too. Until ")
    assert tags("/products/") == ["10 % off from ¥200 on"] and tags("/zh-hans/products/") == ["满¥200享9折"]
    assert paid_for(variant, 2)[0] == paid_for(variant, 2)[1] and paid_for(variant, 3)[0].amount == Decimal("183.60")


def test_where_there_are_not_so_many_pieces_the_sum_alone_is_said(shop, alice):
    variant = make_variant(2, seller=shop)
    shop_discount(shop, alice, amount=Decimal(15), minimum_amount=Decimal(200))

    (said,) = promised(page_of(variant))

    assert said.startswith("¥15 off from ¥200 on Other goods it is for count too.")


def test_limits_are_said_and_a_buyer_s_own_is_on_no_card(shop, alice):
    variant = make_variant(seller=shop)
    shop_discount(shop, alice, percent=Decimal(10), buyer_limit=1, total_limit=5)

    assert "Once for each buyer. Limited in number: it may be used up." in promised(page_of(variant))[0]
    assert tags("/products/") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"currency": "USD", "amount": Decimal(5)},
        {"code": "TYPED"},
        {"starts_at": timezone.now() + timedelta(days=1), "ends_at": timezone.now() + timedelta(days=2)},
        {"starts_at": timezone.now() - timedelta(days=2), "ends_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_the_cart_does_not_take_off_is_not_said(shop, alice, fields):
    variant = make_variant(seller=shop)
    shop_discount(shop, alice, **{"percent": None if "amount" in fields else Decimal(10), **fields})

    assert paid_for(variant, 1)[0] == paid_for(variant, 1)[1]
    assert promised(page_of(variant)) == tags("/products/") == promised(f"/sellers/{shop.slug}/") == []


def test_a_rule_is_said_of_its_goods_alone(shop, alice):
    ours, other = make_variant(seller=shop), make_variant(seller=shop)
    basket = make_product("Agaseke", seller=shop, shelf="baskets", code="460219").variants.get()
    foreign = make_variant()
    since = timezone.now() - timedelta(days=1)
    shop_discount(shop, alice, percent=Decimal(10), products=[ours.product], starts_at=since)
    house_discount(percent=Decimal(20), starts_at=since)

    assert promised(page_of(ours))[0].startswith("20 % off") and promised(page_of(foreign))[0].startswith("20 % off")
    assert len(promised(page_of(other))) == len(promised(page_of(basket))) == 1
    assert [line[:8] for line in promised(f"/sellers/{shop.slug}/")] == ["10 % off", "20 % off"]


def test_a_shelf_means_everything_below_it(shop, alice):
    coffee = make_variant(seller=shop)
    basket = make_product("Agaseke", seller=shop, shelf="baskets", code="460219").variants.get()
    top = coffee.product.category.parent
    shop_discount(shop, alice, percent=Decimal(10), categories=[top])

    assert promised(page_of(coffee)) and not promised(page_of(basket))
    assert paid_for(coffee, 1)[0] < paid_for(coffee, 1)[1] and paid_for(basket, 1)[0] == paid_for(basket, 1)[1]


# The lowest price of thirty days -----------------------------------------------------------------------------------
def note(variant, price: str, days: int) -> None:
    PriceChange.objects.create(variant=variant, currency="CNY", amount=Decimal(price), since=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(("days", "price", "is_said"), [(10, "60.00", False), (10, "68.00", True), (10, "75.00", True)])
def test_no_percentage_is_announced_off_a_price_that_was_lower_before(shop, alice, days, price, is_said):
    variant = make_variant(seller=shop)
    note(variant, price, days)
    shop_discount(shop, alice, percent=Decimal(10))

    (said,) = promised(page_of(variant))

    assert ("10 % off" in said, "instead of" in said) == (is_said, is_said)
    assert "¥61.20" in said and tags("/products/") == (["10 % off"] if is_said else [])


def test_a_price_of_before_the_thirty_days_does_not_count(shop, alice):
    variant = make_variant(seller=shop)
    note(variant, "50.00", 60)
    note(variant, "68.00", 45)
    shop_discount(shop, alice, percent=Decimal(10))

    assert tags("/products/") == ["10 % off"]


def test_a_discount_after_a_discount_is_not_announced(shop, alice):
    make_variant(seller=shop)
    now = timezone.now()
    shop_discount(shop, alice, percent=Decimal(20), starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=2))
    shop_discount(shop, alice, percent=Decimal(10))

    assert tags("/products/") == []


# Kept pages --------------------------------------------------------------------------------------------------------
def test_kept_pages_show_a_rule_when_it_is_made_ended_and_used_up(shop, alice):
    variant = make_variant(seller=shop)
    pages = (page_of(variant), f"/sellers/{shop.slug}/")
    for page in (*pages, *pages):
        assert promised(page) == []
    assert kept_pages._pages
    rule = shop_discount(shop, alice, percent=Decimal(10), total_limit=1)
    assert all(promised(page) for page in pages)

    make_lane()
    group = place(make_checkout(make_cart(variant, quantity=1))).group
    assert not any(promised(page) for page in pages), "its one use is held"
    pay(group)
    assert not any(promised(page) for page in pages)

    another = shop_discount(shop, alice, percent=Decimal(10))
    assert all(promised(page) for page in pages) and rule.pk != another.pk
    end_discount(discount=another, by=alice)
    assert not any(promised(page) for page in pages)


def test_pages_ask_nothing_more_while_no_rule_counts_and_of_earlier_prices_while_one_does(shop, alice, django_assert_num_queries):
    variant = make_variant(seller=shop)
    make_variant(seller=shop)
    paths = (page_of(variant), "/products/", f"/sellers/{shop.slug}/")

    def cost(*numbers: int) -> None:
        for path, number in zip(paths, numbers, strict=True):
            kept_pages.forget_pages()
            with django_assert_num_queries(number):
                read(path)

    read("/products/")
    cost(6, 2, 3)
    shop_discount(shop, alice, percent=Decimal(10))
    cost(8, 3, 4)


# The property ------------------------------------------------------------------------------------------------------
rules = st.fixed_dictionaries(
    {},
    optional={
        "percent": st.sampled_from(["5", "10", "12.5", "33.33", "90"]).map(Decimal),
        "amount": st.decimals("0.50", "300", places=2),
        "minimum_amount": st.decimals("1", "900", places=2),
    },
).filter(lambda said: ("percent" in said) != ("amount" in said))


@given(
    price=st.decimals("0.05", "400", places=2),
    tiers=st.dictionaries(st.integers(2, 30), st.integers(10, 95), max_size=3),
    least=st.integers(1, 5),
    step=st.integers(1, 4),
    on_hand=st.integers(5, 60),
    said=st.lists(rules, min_size=1, max_size=3),
)
def test_what_a_page_promises_is_what_the_cart_gives(price, tiers, least, step, on_hand, said):
    seller, alice = make_seller(), make_user("alice")
    variant = make_variant(on_hand, str(price), seller=seller, minimum_quantity=least, quantity_step=step)
    for fields in said:
        shop_discount(seller, alice, **{"percent": None, **fields} if "amount" in fields else fields)
    rows = [(quantity, (price * share / 100).quantize(Decimal("0.01"))) for quantity, share in tiers.items()]
    base = Money(price, "CNY").rounded()
    prices = scale(base, [row for row in rows if row[1] > 0])
    _write(variant, prices.tiers)
    most = least + (on_hand - least) // step * step
    wanted = Wanted(variant.product_id, seller.pk, variant.product.category_id, prices, least, step, most)

    promises = Telling().of_goods(told(), wanted, "en")

    now, before = paid_for(variant, least)
    by_now = [one for one in promises if "instead of" in one.text or "in the cart." in one.text]
    assert bool(by_now) == (now != before)
    if by_now:
        assert amount(now) in by_now[0].text
    for one in promises:
        if found := re.match(r"(\d+) of this (is|are) enough", one.text):
            pieces = int(found[1])
            with_them, without = paid_for(variant, pieces)
            assert with_them < without and (pieces - least) % step == 0 and least < pieces <= most


def _write(variant, tiers: tuple[Tier, ...]) -> None:
    from catalog.models import PriceTier

    row = variant.prices.get(currency="CNY")
    PriceTier.objects.bulk_create(PriceTier(price=row, from_quantity=tier.from_quantity, amount=tier.price.amount) for tier in tiers)


@given(
    minimum=st.decimals("0.01", "3000", places=2),
    price=st.decimals("0.01", "100", places=2),
    tiers=st.dictionaries(st.integers(2, 40), st.integers(1, 99), max_size=4),
    least=st.integers(1, 6),
    step=st.integers(1, 5),
    most=st.integers(1, 80),
)
def test_so_many_and_all_beyond_come_to_the_least_basket_and_one_step_fewer_do_not(minimum, price, tiers, least, step, most):
    prices = scale(Money(price, "CNY"), [(n, (price * share / 100).quantize(Decimal("0.01"))) for n, share in tiers.items()])
    prices = type(prices)(prices.base, tuple(tier for tier in prices.tiers if tier.price.amount > 0))
    wanted = Wanted(1, 1, 1, prices, least, step, most)

    pieces = pieces_for(Money(minimum, "CNY"), wanted)

    def reaches(quantity: int) -> bool:
        return (prices.at(quantity) * quantity).amount >= minimum

    offered = range(least, 400_000, step)
    if pieces is None:
        last = most - (most - least) % step
        assert most < least or not all(reaches(quantity) for quantity in range(last, most + 200))
    else:
        assert all(reaches(quantity) for quantity in offered[(pieces - least) // step :][:60])
        assert pieces == least or not reaches(pieces - step)
