import pytest
from django.urls import reverse

from catalog.models import Product, Variant
from catalog.tests.factories import category, make_product, make_seller, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    alice = make_user("alice")
    client.force_login(alice)
    return alice


@pytest.fixture
def seller(alice):
    return make_seller(owner=alice)


@pytest.fixture
def draft(seller):
    return make_product(seller=seller, state="draft", photos=0)


def address(name: str, product: Product, *rest) -> str:
    return reverse(f"listings:{name}", args=[product.pk, *rest])


def typed(client, product: Product, key: str, **changes) -> dict:
    """What the open page would send: every field of the section as it stands, with some of them typed over."""
    page = client.get(address("listing-edit", product))
    data = {}
    for form in page.context["sections"][key].forms:
        data[form.base_name] = form.base
        for field in form:
            value = field.field.widget.format_value(field.value())
            data[field.html_name] = value[0] if isinstance(value, list) else value or ""
    return data | changes


def save(client, product: Product, key: str, data: dict, htmx: bool = False):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address("section-save", product, key), data, headers=headers)


def test_draft_is_kept_from_its_name_on(client, seller):
    answer = client.post(reverse("listings:listing-new"), {"name": "Washed Bourbon", "category": category("roasted-coffee").pk})

    product = Product.objects.get()
    assert answer.url == address("listing-edit", product)
    assert (product.name_en, product.state, product.slug, product.seller, product.variants.count()) == (
        "Washed Bourbon",
        "draft",
        "washed-bourbon",
        seller,
        1,
    )


def test_editor_shows_every_section(client, draft):
    answer = client.get(address("listing-edit", draft))

    assert answer.status_code == 200
    for key in ("photos", "basics", "variants", "prices", "shipping", "origin", "customs"):
        assert f'id="{key}"' in answer.content.decode()


@pytest.mark.parametrize("key", ["basics", "variants", "prices", "shipping", "origin", "customs"])
def test_section_sent_as_it_stands_changes_nothing(client, draft, key):
    before = list(Product.objects.values().exclude(pk=0)), list(Variant.objects.values())

    answer = save(client, draft, key, typed(client, draft, key))

    assert answer.status_code == 302, answer.content.decode()
    assert (list(Product.objects.values()), list(Variant.objects.values())) == before


def test_words_are_saved_in_each_language(client, draft):
    data = typed(
        client, draft, "basics", **{"basics-name_en": "Forest honey", "basics-name_zh_hans": "森林蜂蜜", "basics-description_fr": "Miel"}
    )

    answer = save(client, draft, "basics", data)

    draft.refresh_from_db()
    assert answer.url == address("listing-edit", draft) + "#basics"
    assert (draft.name_en, draft.name_zh_hans, draft.description_fr) == ("Forest honey", "森林蜂蜜", "Miel")
