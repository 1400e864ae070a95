from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.enums import ProductState
from catalog.exceptions import NotTheSeller, PublishRefused
from catalog.models import Listing, Product
from catalog.services.publishing import missing_for, publish, withdraw, withdraw_unproven
from catalog.tests.factories import CHILLI_OIL, make_product, make_seller, make_user
from marketplace.history.selectors import entries_for
from sellers.enums import SellerState
from sellers.models import Evidence
from sellers.selectors import missing_evidence_for_listing

pytestmark = pytest.mark.django_db


def prove(product: Product, **fields) -> None:
    """Every paper the goods demand, verified."""
    for rule in missing_evidence_for_listing(product.seller, product.hs_code.code, timezone.localdate()):
        Evidence.objects.create(seller=product.seller, requirement=rule, code=rule.code, state="verified", **fields)


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def draft(alice):
    return make_product(seller=make_seller(owner=alice), state=ProductState.DRAFT)


def test_publish_puts_a_complete_listing_on_sale(draft, alice):
    prove(draft)

    publish(product=draft, by=alice)

    assert list(Product.objects.on_sale()) == [draft]
    assert list(Listing.objects.values_list("product", "currency")) == [(draft.pk, "CNY")]
    entry = entries_for(draft).get(action="product.published")
    assert (entry.by, entry.before, entry.after) == (alice, {"state": "draft"}, {"state": "published"})


def test_publish_names_everything_missing_at_once(alice):
    seller = make_seller(owner=alice)
    draft = make_product(
        seller=seller,
        state=ProductState.DRAFT,
        photos=0,
        name_en="",
        description_en="",
        code="",
        variants=[{"prices": {}, "net_weight_g": None, "height_mm": None}],
    )

    with pytest.raises(PublishRefused) as refused:
        publish(product=draft, by=alice)

    assert [item.code for item in refused.value.missing] == ["name", "description", "photo", "price", "weight", "dimensions", "hs_code"]
    draft.refresh_from_db()
    assert (draft.state, draft.published_at) == (ProductState.DRAFT, None)


def test_publish_refuses_when_evidence_of_the_code_is_missing(draft, alice):
    codes = {f"evidence:{rule.code}" for rule in missing_evidence_for_listing(draft.seller, draft.hs_code.code, timezone.localdate())}
    assert codes  # roasted coffee asks for something

    with pytest.raises(PublishRefused) as refused:
        publish(product=draft, by=alice)

    assert {item.code for item in refused.value.missing} == codes
    assert all(str(item.text) for item in refused.value.missing)


def test_publish_refuses_when_the_evidence_ran_out(draft, alice):
    prove(draft, expires_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(PublishRefused):
        publish(product=draft, by=alice)


def test_publish_refuses_when_the_shop_is_not_approved(draft, alice):
    prove(draft)
    draft.seller.state = SellerState.SUSPENDED
    draft.seller.save()

    with pytest.raises(PublishRefused) as refused:
        publish(product=draft, by=alice)

    assert [item.code for item in refused.value.missing] == ["seller"]


@pytest.mark.parametrize("act", [publish, withdraw])
def test_a_stranger_may_neither_publish_nor_withdraw(draft, act):
    prove(draft)
    charlie = make_user("charlie")
    make_seller("Other", owner=charlie)

    with pytest.raises(NotTheSeller):
        act(product=draft, by=charlie)


def test_withdraw_takes_it_off_sale_and_publish_brings_it_back(draft, alice):
    prove(draft)
    publish(product=draft, by=alice)
    first_day = Product.objects.get().published_at

    withdraw(product=draft, by=alice, reason="Sold out until June")

    assert not Product.objects.on_sale().exists() and not Listing.objects.exists()
    assert entries_for(draft).get(action="product.withdrawn").note == "Sold out until June"
    publish(product=draft, by=alice)
    assert Product.objects.on_sale().get().published_at == first_day


def test_suspension_hides_goods_at_once(draft, alice):
    prove(draft)
    publish(product=draft, by=alice)

    draft.seller.state = SellerState.SUSPENDED
    draft.seller.save()

    assert not Product.objects.on_sale().exists()


def test_withdraw_unproven_takes_off_what_lost_its_evidence(draft, alice):
    prove(draft)
    publish(product=draft, by=alice)
    assert withdraw_unproven() == []
    Evidence.objects.update(state="rejected")

    assert withdraw_unproven() == [draft]

    assert Product.objects.get().state == ProductState.WITHDRAWN


def test_goods_without_any_rule_may_be_listed_when_all_else_is_there(alice):
    """Chilli oil has no row of the matrix: it may be listed, only not to China."""
    oil = make_product("Akabanga", seller=make_seller(owner=alice), code=CHILLI_OIL, shelf="chilli", state=ProductState.DRAFT)

    assert missing_for(oil) == []
