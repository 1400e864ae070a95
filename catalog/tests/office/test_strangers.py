import html

import pytest
from django.urls import reverse

from catalog.models import Product, Variant
from catalog.services.photos import add_photo
from catalog.tests.factories import category, make_product, make_user
from catalog.tests.office.pages import address, save, typed
from catalog.tests.photos.pictures import jpeg, upload
from sellers.models import Decision, ReasonCode

pytestmark = pytest.mark.django_db


PAGES = ["listing-edit", "listing-card", "listing-preview", "hs-find", "listing-withdraw", "listing-remove", "photo-progress"]
DEEDS = [
    *("listing-publish", "listing-withdraw", "listing-copy", "listing-remove", "listing-restore"),
    *("variant-add", "photo-add", "photo-order", "proposals-take"),
]


@pytest.mark.parametrize("name", PAGES)
def test_stranger_meets_nothing(client, seller, draft, charlie, name):
    assert client.get(address(name, draft)).status_code == 404


@pytest.mark.parametrize("name", DEEDS)
def test_stranger_does_nothing(client, seller, draft, charlie, name):
    before = list(Product.objects.values()), list(Variant.objects.values())

    assert client.post(address(name, draft)).status_code == 404
    assert (list(Product.objects.values()), list(Variant.objects.values())) == before


def test_stranger_does_nothing_to_sections_variants_and_photos(client, seller, draft, alice, charlie):
    photo = add_photo(product=draft, file=upload(jpeg()), by=alice)
    variant = draft.variants.get()

    for key in ("basics", "variants", "prices", "shipping", "origin", "customs"):
        assert client.post(address("section-save", draft, key), {}).status_code == 404
    for name in ("photo-move", "photo-describe", "photo-remove", "photo-restore", "photo-retry"):
        assert client.post(address(name, draft, photo.pk)).status_code == 404
    assert client.post(address("variant-remove", draft, variant.pk)).status_code == 404


def test_photo_of_another_listing_is_not_there(client, seller, draft, alice):
    other = make_product(seller=seller)

    assert client.post(address("photo-remove", draft, other.photos.get().pk)).status_code == 404
    assert client.post(address("variant-remove", draft, other.variants.get().pk)).status_code == 404


def test_bulk_withdrawal_is_refused_when_one_listing_is_another_firm_s(client, seller, alice):
    mine, theirs = make_product(seller=seller), make_product()

    answer = client.post(reverse("listings:listing-withdraw-many"), {"listing": [mine.pk, theirs.pk]})

    assert answer.status_code == 404 and {one.state for one in Product.objects.all()} == {"published"}


def test_visitor_is_asked_to_sign_in(client, draft):
    client.logout()

    assert client.get(address("listing-edit", draft)).url.startswith("/accounts/login/")


def test_suspended_firm_sees_why_and_changes_nothing(client, seller, draft):
    data = typed(draft, "basics", **{"basics-name_en": "Changed"})
    type(seller).objects.filter(pk=seller.pk).update(state="suspended")
    before = list(Product.objects.values()), list(Variant.objects.values())

    page = client.get(address("listing-edit", draft)).content.decode()
    assert "RDB has suspended your firm" in page and "disabled" in page
    answers = [
        save(client, draft, "basics", data),
        client.post(address("listing-publish", draft)),
        client.post(address("listing-copy", draft)),
        client.post(address("listing-remove", draft)),
        client.post(address("variant-add", draft)),
        client.post(address("photo-add", draft), {"photos": upload(jpeg())}),
        client.post(reverse("listings:listing-new"), {"name": "New", "category": category("honey").pk}),
    ]

    assert all(answer.status_code in (200, 302, 422) for answer in answers)
    assert (list(Product.objects.values()), list(Variant.objects.values())) == before
    assert "RDB has suspended your firm" in save(client, draft, "basics", data, htmx=True).content.decode()
    assert not draft.photos.exists()


def test_suspended_firm_reads_the_officer_s_reason(client, seller, draft):
    olive = make_user("olive", is_staff=True)
    reason = ReasonCode.objects.filter(used_for=ReasonCode.For.SUSPEND).first()
    type(seller).objects.filter(pk=seller.pk).update(state="suspended")
    Decision.objects.create(seller=seller, kind="suspended", by=olive).reasons.add(reason)

    assert reason.text in html.unescape(client.get(address("listing-edit", draft)).content.decode())
