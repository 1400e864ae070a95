import pytest
from django.urls import reverse

from catalog.models import Product, Variant
from catalog.tests.factories import category, count, make_product, stock_of
from catalog.tests.office.pages import address, save, typed

pytestmark = pytest.mark.django_db


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

    answer = save(client, draft, key, typed(draft, key))

    assert answer.status_code == 302, answer.content.decode()
    assert (list(Product.objects.values()), list(Variant.objects.values())) == before


def test_words_are_saved_in_each_language(client, draft):
    data = typed(draft, "basics", **{"basics-name_en": "Forest honey", "basics-name_zh_hans": "森林蜂蜜", "basics-description_fr": "Miel"})

    answer = save(client, draft, "basics", data)

    draft.refresh_from_db()
    assert answer.url == address("listing-edit", draft) + "#basics"
    assert (draft.name_en, draft.name_zh_hans, draft.description_fr) == ("Forest honey", "森林蜂蜜", "Miel")


def test_address_follows_the_name_until_the_first_publishing(client, draft):
    save(client, draft, "basics", typed(draft, "basics", **{"basics-name_en": "Mountain honey"}))
    draft.refresh_from_db()
    assert draft.slug == "mountain-honey"

    Product.objects.update(state="withdrawn", published_at="2026-01-01T00:00Z")
    save(client, draft, "basics", typed(draft, "basics", **{"basics-name_en": "Acacia honey"}))
    draft.refresh_from_db()
    assert (draft.name_en, draft.slug) == ("Acacia honey", "mountain-honey")


def test_long_name_is_refused_at_its_field_and_the_rest_is_saved(client, draft):
    words = {"basics-name_en": "x" * 121, "basics-summary_en": "Dark and slow"}

    answer = save(client, draft, "basics", typed(draft, "basics", **words))

    page = answer.content.decode()
    draft.refresh_from_db()
    assert answer.status_code == 422
    assert "At most 120 characters fit; this has 121." in page and "x" * 121 in page
    assert draft.summary_en == "Dark and slow" and len(draft.name_en) < 121


# Autosave ------------------------------------------------------------------------------------------------------------


def test_autosave_answers_small_and_names_the_time(client, draft):
    answer = save(client, draft, "basics", typed(draft, "basics", **{"basics-name_fr": "Miel"}), htmx=True)

    page = answer.content.decode()
    assert answer.status_code == 200 and answer["HX-Trigger"] == "saved"
    assert "Saved " in page and 'id="missing"' in page and "<form" not in page and "<textarea" not in page
    draft.refresh_from_db()
    assert draft.name_fr == "Miel"


def test_autosave_gives_the_error_to_its_field(client, draft):
    variant = draft.variants.get()
    data = typed(draft, "variants", **{f"variant-{variant.pk}-on_hand": "twelve"})

    page = save(client, draft, "variants", data, htmx=True).content.decode()

    assert f'id="id_variant-{variant.pk}-on_hand_notes"' in page and "Write a whole number" in page
    assert "One thing is not saved" in page


def test_autosave_brings_the_coffee_facts_when_the_category_asks_for_them(client, seller):
    draft = make_product(seller=seller, state="draft", shelf="honey", photos=0)

    page = save(
        client, draft, "basics", typed(draft, "basics", **{"basics-category": category("roasted-coffee").pk}), htmx=True
    ).content.decode()

    assert 'id="origin"' in page and "coffee-cup_score" in page


def test_autosave_in_chinese_speaks_chinese_to_the_reader(client, draft):
    answer = client.get("/zh-hans" + address("listing-edit", draft))

    assert answer.status_code == 200 and 'lang="zh-Hans"' in answer.content.decode()


# Two windows ---------------------------------------------------------------------------------------------------------


def test_two_windows_merge_when_they_change_different_fields(client, draft):
    first, second = typed(draft, "basics"), typed(draft, "basics")

    save(client, draft, "basics", first | {"basics-name_en": "From the first"})
    save(client, draft, "basics", second | {"basics-name_fr": "Du second"})

    draft.refresh_from_db()
    assert (draft.name_en, draft.name_fr) == ("From the first", "Du second")


def test_second_window_is_told_and_keeps_what_was_typed_when_both_changed_a_field(client, draft):
    first, second = typed(draft, "basics"), typed(draft, "basics")
    save(client, draft, "basics", first | {"basics-name_en": "From the first"})

    answer = save(client, draft, "basics", second | {"basics-name_en": "From the second", "basics-name_fr": "Du second"})

    page = answer.content.decode()
    draft.refresh_from_db()
    assert (draft.name_en, draft.name_fr) == ("From the first", "Du second")
    assert answer.status_code == 422
    assert "Somebody changed this to “From the first” meanwhile." in page and 'value="From the second"' in page

    again = {form.base_name: form.base for form in answer.context["sections"]["basics"].forms}
    sent_again = second | again | {"basics-name_en": "From the second"}
    assert save(client, draft, "basics", sent_again).status_code == 422  # an autosave does not decide
    save(client, draft, "basics", sent_again | {"mine": "basics-name_en"})
    draft.refresh_from_db()
    assert draft.name_en == "From the second"


def test_stock_that_buyers_took_meanwhile_is_not_put_back(client, draft):
    variant = draft.variants.get()
    open_page = typed(draft, "variants")
    count(7, variant)  # three were sold

    save(client, draft, "variants", open_page | {f"variant-{variant.pk}-sku": "NEW"})

    variant.refresh_from_db()
    assert (variant.sku, stock_of(variant)) == ("NEW", (7, 0))
