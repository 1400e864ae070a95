"""Discounts in the seller's office: made, seen with their cost, shared and ended; nobody else's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.history.models import Entry
from orders.discounts.codes import ALPHABET
from orders.discounts.enums import DiscountState
from orders.discounts.models import Discount
from orders.discounts.services.keeping import confirm_discount, propose_discount
from orders.discounts.tests.factories import draft, house_discount, shop_discount
from sellers.selectors.calendar import hub_zone

pytestmark = pytest.mark.django_db
LIST = "/sell/discounts/"


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice)


@pytest.fixture
def office(client, shop, alice):
    client.force_login(alice)
    return client


def typed(**changes: str) -> dict[str, str]:
    """The form as a seller fills it in: ten of a hundred with a code."""
    now = timezone.now().astimezone(hub_zone())
    moments = {"starts_at": f"{now:%Y-%m-%dT%H:%M}", "ends_at": f"{now + timedelta(days=7):%Y-%m-%dT%H:%M}"}
    return {"name_en": "Harvest", "name_zh_hans": "采收周", "how": "code", "code": "coffee-10", "percent": "10", **moments, **changes}


def test_a_seller_makes_one_and_sees_it(office, shop, alice):
    answer = office.post(f"{LIST}new/", typed(total_limit="50"), follow=True)

    rule = Discount.objects.get()
    assert (rule.state, rule.seller, rule.code, rule.percent, rule.house_percent) == ("in_force", shop, "COFFEE10", 10, 0)
    assert (rule.name_zh_hans, rule.total_limit, rule.made_by) == ("采收周", 50, alice)
    page = answer.content.decode()
    assert "COFFEE10" in page and "10 % off" in page and "all your goods" in page
    assert Entry.objects.filter(action="discount.made").exists()
    assert "COFFEE10" in office.get(LIST).content.decode()


def test_a_shelf_on_which_the_firm_sells_can_be_its_scope_and_no_other(office, shop):
    coffee = make_product("Mine", seller=shop).category
    foreign = make_product("Agaseke", shelf="baskets", code="460219").category

    refused = office.post(f"{LIST}new/", typed(categories=[foreign.pk]))
    office.post(f"{LIST}new/", typed(categories=[coffee.pk]))

    assert refused.status_code == 422
    assert list(Discount.objects.get().categories.all()) == [coffee]


def test_an_amount_is_of_a_currency_and_for_chosen_goods(office, shop):
    mine, other = make_product("Mine", seller=shop), make_product("Other")

    said = typed(percent="", amount="5", minimum_amount="100", currency="CNY", how="itself", products=str(mine.pk))
    office.post(f"{LIST}new/", said)
    refused = office.post(f"{LIST}new/", typed(code="OTHER", products=str(other.pk)))

    rule = Discount.objects.get()
    assert (str(rule.off), str(rule.minimum), rule.code, list(rule.products.all())) == ("5.00 CNY", "100.00 CNY", "", [mine])
    assert refused.status_code == 422


def test_a_code_is_made_where_none_was_typed(office):
    office.post(f"{LIST}new/", typed(code=""))

    assert len(Discount.objects.get().code) == 8 and not set(Discount.objects.get().code) - set(ALPHABET)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"percent": ""}, "Give either a percentage, at most 90, or an amount above zero."),
        ({"percent": "95"}, "Give either a percentage, at most 90, or an amount above zero."),
        ({"amount": "5", "currency": "CNY"}, "Give either a percentage, at most 90, or an amount above zero."),
        ({"percent": "", "amount": "5"}, "Choose the currency of the amount."),
        ({"percent": "", "amount": "5.001", "currency": "CNY"}, "CNY has two digits after the point."),
        ({"ends_at": "2020-01-01T00:00"}, "It ends after it begins."),
        ({"code": "AB"}, "A code has 4 to 20 letters and digits."),
        ({"code": "咖啡咖啡"}, "A code has 4 to 20 letters and digits."),
        ({"name_en": ""}, "This field is required."),
        ({"total_limit": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_and_stays_typed(office, changes, said):
    answer = office.post(f"{LIST}new/", typed(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and not Discount.objects.exists()
    assert 'value="采收周"' in page


def test_a_code_is_one_firm_s_however_it_is_written(office):
    house_discount(code="C0FFEE1O")

    answer = office.post(f"{LIST}new/", typed())

    assert answer.status_code == 422 and "This code is taken. Choose another." in answer.content.decode()


def test_ending_one_is_final(office, shop, alice):
    rule = shop_discount(shop, alice, percent=Decimal(10))

    office.post(f"{LIST}{rule.pk}/end/")
    again = office.post(f"{LIST}{rule.pk}/end/", follow=True)

    rule.refresh_from_db()
    assert rule.standing() == "over" and "It was over before." in again.content.decode()
    assert Entry.objects.filter(action="discount.ended").count() == 1


def test_a_share_counts_once_the_firm_agrees(office, shop, alice):
    olive, oscar = make_user("olive"), make_user("oscar")
    rule = draft(seller=shop, percent=Decimal(20), house_percent=Decimal(50))
    propose_discount(discount=rule, by=olive)
    assert office.get(f"{LIST}{rule.pk}/").status_code == 404  # a proposal is the officers' alone
    confirm_discount(discount=rule, by=oscar)

    page = office.get(f"{LIST}{rule.pk}/").content.decode()
    assert "The marketplace pays 50 percent" in page and not Discount.objects.counting(timezone.now()).exists()
    office.post(f"{LIST}{rule.pk}/agree/")

    rule.refresh_from_db()
    assert (rule.state, rule.agreed_by) == (DiscountState.IN_FORCE, alice)
    assert Discount.objects.counting(timezone.now()).get() == rule


def test_strangers_find_nothing_and_change_nothing(client, shop, alice):
    rule = shop_discount(shop, alice, percent=Decimal(10))
    charlie = make_user("charlie")
    make_seller("Other", owner=charlie)
    client.force_login(charlie)

    assert client.get(f"{LIST}{rule.pk}/").status_code == 404
    assert [client.post(f"{LIST}{rule.pk}/{deed}/").status_code for deed in ("end", "agree")] == [404, 404]
    assert "Test days" not in client.get(LIST).content.decode()
    rule.refresh_from_db()
    assert rule.standing() == "counting"


def test_the_list_asks_the_same_few_questions_however_long(office, shop, alice, django_assert_max_num_queries):
    for number in range(6):
        shop_discount(shop, alice, code=f"CODE{number}", percent=Decimal(10))

    with django_assert_max_num_queries(14):
        assert office.get(LIST).status_code == 200
