from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import Product
from catalog.photos.files import files_in
from catalog.services.cleaning import clean_up
from catalog.services.photos import add_photo
from catalog.tests.factories import make_product
from catalog.tests.office.pages import address, save, typed
from catalog.tests.photos.pictures import jpeg, upload

pytestmark = pytest.mark.django_db


# Publishing ----------------------------------------------------------------------------------------------------------


def test_publishing_is_refused_and_names_everything_missing(client, seller):
    draft = make_product(
        seller=seller, state="draft", code="", photos=0, description_en="", variants=[{"prices": {}, "net_weight_g": None}]
    )

    answer = client.post(address("listing-publish", draft))

    page = answer.content.decode()
    assert answer.status_code == 422 and Product.objects.get().state == "draft"
    for words in ("At least one photo", "The description in English", "A price for every variant", "The customs (HS) code"):
        assert words in page


def test_listing_goes_on_sale_and_off_again(client, seller, monkeypatch):
    draft = make_product(seller=seller, state="draft", code="460219", shelf="baskets")

    client.post(address("listing-publish", draft))
    assert Product.objects.get().state == "published"
    assert client.get(address("listing-withdraw", draft)).status_code == 200
    assert Product.objects.get().state == "published"
    client.post(address("listing-withdraw", draft), {"reason": "Harvest is over"})
    assert Product.objects.get().state == "withdrawn"


def test_change_is_refused_when_it_would_take_what_a_listing_on_sale_needs(client, seller):
    product = make_product(seller=seller, code="460219", shelf="baskets")

    answer = save(client, product, "basics", typed(product, "basics", **{"basics-description_en": "", "basics-summary_en": "New"}))

    page = answer.content.decode()
    product.refresh_from_db()
    assert answer.status_code == 422 and "This listing is on sale and needs this to stay there: The description in English." in page
    assert product.description_en and product.summary_en != "New" and 'value="New"' in page


# Drafts --------------------------------------------------------------------------------------------------------------


def test_draft_is_thrown_away_after_asking_and_comes_back(client, draft):
    assert client.get(address("listing-remove", draft)).status_code == 200
    client.post(address("listing-remove", draft))

    assert client.get(address("listing-edit", draft)).status_code == 404
    page = client.get(reverse("listings:listing-list")).content.decode()
    assert "is thrown away" in page
    client.post(address("listing-restore", draft))
    assert client.get(address("listing-edit", draft)).status_code == 200


def test_draft_is_gone_for_good_after_a_day(client, draft):
    client.post(address("listing-remove", draft))
    Product.objects.update(removed_at=timezone.now() - timedelta(hours=25))

    answer = client.post(address("listing-restore", draft), follow=True)
    assert "this one is gone" in answer.content.decode()

    assert clean_up()["drafts"] == 1 and not Product.objects.exists()


def test_listing_that_was_on_sale_is_never_thrown_away(client, seller):
    product = make_product(seller=seller, state="withdrawn", published_at=timezone.now())

    client.post(address("listing-remove", product))

    assert Product.objects.get().removed_at is None


def test_copy_has_everything_but_stock_and_lot(client, seller, alice):
    product = make_product(
        seller=seller,
        name_zh_hans="水洗波旁",
        coffee={"lot": "L014", "station": "Musasa"},
        photos=0,
        variants=[{"prices": {"RWF": "9150"}}, {"on_hand": 5}],
    )
    add_photo(product=product, file=upload(jpeg()), by=alice, alt="A bag")

    client.post(address("listing-copy", product))

    twin = Product.objects.exclude(pk=product.pk).get()
    assert (twin.state, twin.name_en, twin.name_zh_hans, twin.hs_code) == ("draft", f"{product.name_en}, copy", "水洗波旁", product.hs_code)
    assert [(one.on_hand, one.held, one.net_weight_g) for one in twin.variants.with_stock()] == [(0, 0, 250)] * 2
    assert (twin.coffee.station, twin.coffee.lot) == ("Musasa", "")
    assert twin.variants.first().prices.get(currency="RWF").amount == 9150
    photo, own = product.photos.get(), twin.photos.get()
    assert own.alt == "A bag" and own.folder != photo.folder and files_in(own.folder) == files_in(photo.folder)
    assert product.slug != twin.slug and twin.cover == own
