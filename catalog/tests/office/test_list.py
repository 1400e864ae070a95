import pytest
from django.urls import reverse

from catalog.models import Product
from catalog.tests.factories import make_product
from catalog.tests.office.pages import address

pytestmark = pytest.mark.django_db


# Lists ---------------------------------------------------------------------------------------------------------------


def test_list_shows_own_goods_with_counts_and_filters(client, seller):
    make_product("Forest honey", seller=seller)
    make_product("Green coffee", seller=seller, state="draft")
    make_product("Basket", seller=seller, variants=[{"on_hand": 0}])
    make_product("Somebody else's")
    address = reverse("listings:listing-list")

    page = client.get(address)
    names = lambda answer: {product.name_en for product in answer.context["page"].object_list}  # noqa: E731
    assert names(page) == {"Forest honey", "Green coffee", "Basket"}
    assert page.context["counts"] == {"": 3, "published": 2, "sold-out": 1, "draft": 1, "withdrawn": 0}
    assert names(client.get(address, {"show": "draft"})) == {"Green coffee"}
    assert names(client.get(address, {"show": "sold-out"})) == {"Basket"}
    assert names(client.get(address, {"q": "honey forest"})) == {"Forest honey"}
    assert "No product with these words" in client.get(address, {"q": "nothing"}).content.decode()
    assert names(client.get(address, {"show": "nonsense", "sort": "nonsense", "page": "99"})) == names(page)


def test_empty_shelf_invites_to_begin(client, seller):
    page = client.get(reverse("listings:listing-list")).content.decode()

    assert "Your shelf is empty" in page and reverse("listings:listing-new") in page


def test_ticked_listings_are_withdrawn_after_asking(client, seller):
    two = [make_product(seller=seller), make_product(seller=seller)]
    draft = make_product(seller=seller, state="draft")
    address, sent = reverse("listings:listing-withdraw-many"), {"listing": [product.pk for product in [*two, draft]]}

    page = client.get(address, sent).content.decode()
    assert "Take 2 listings off sale?" in page and "1 ticked listing is not on sale" in page
    client.post(address, sent)

    assert sorted(product.state for product in Product.objects.all()) == ["draft", "withdrawn", "withdrawn"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_long(client, seller, number, django_assert_num_queries):
    for _ in range(number):
        make_product(seller=seller, variants=[{}, {}])
    client.get(reverse("listings:listing-list"))

    with django_assert_num_queries(14):
        client.get(reverse("listings:listing-list"))


@pytest.mark.parametrize("number", [1, 3])
def test_editor_costs_the_same_however_many_variants(client, seller, number, django_assert_num_queries):
    draft = make_product(seller=seller, state="draft", variants=[{} for _ in range(number)], photos=number)
    client.get(address("listing-edit", draft))

    with django_assert_num_queries(41):
        client.get(address("listing-edit", draft))


# The office's own list -----------------------------------------------------------------------------------------------


def test_today_names_drafts_and_failed_photos(client, seller, alice):
    draft = make_product("Green coffee", seller=seller, state="draft")
    on_sale = make_product("Forest honey", seller=seller)
    on_sale.photos.update(state="failed")

    page = client.get(reverse("sellers:office")).content.decode()

    assert "Finish the draft “Green coffee”" in page and address("listing-edit", draft) in page
    assert "1 photo of “Forest honey” failed" in page
