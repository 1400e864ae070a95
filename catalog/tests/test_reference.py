from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalog.hs import hs_code_of, hs_codes_by_words
from catalog.models import Allergen, Category, HsCode, LabelItem, PaperRule
from catalog.reference.categories import ensure_categories
from catalog.reference.hs_table import EDITION, ensure_hs_codes
from catalog.reference.papers import ensure_papers
from catalog.reference.said_further import say_all
from catalog.selectors.shelves import market
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub

pytestmark = pytest.mark.django_db


def test_table_keeps_codes_as_text_and_unknown_rates_empty():
    roasted, black_tea = HsCode.objects.get(code="0901210000"), HsCode.objects.get(code="090230")

    assert (roasted.mfn_percent, roasted.general_percent, roasted.ldc_percent) == (Decimal(15), Decimal(80), Decimal(0))
    assert (roasted.dotted, roasted.is_complete, roasted.title_zh_hans) == ("0901.21.00.00", True, "未浸除咖啡碱的已焙炒咖啡")
    assert (black_tea.mfn_percent, black_tea.import_vat_percent, black_tea.is_complete) == (None, None, False)


def test_several_national_codes_share_six_digits():
    assert set(HsCode.objects.filter(hs6="330129").values_list("code", flat=True)) == {"3301292000", "3301296000", "330129"}
    assert HsCode.objects.filter(code="08026200").get().is_complete is False  # eight digits


def test_carving_is_marked_as_recoded_and_missing_goods_have_rows_without_rates():
    assert [row.code for row in HsCode.objects.filter(is_recoded=True)] == ["4420101190"]
    for code in ("441990", "581092", "640359", "640399"):
        row = HsCode.objects.get(code=code)
        assert (row.mfn_percent, row.ldc_percent, row.is_complete) == (None, None, False)


@pytest.mark.parametrize(("model", "field"), [(PaperRule, "title"), (LabelItem, "title"), (Allergen, "name"), (HsCode, "title")])
def test_rows_of_the_beginning_are_said_in_all_four_languages(model, field):
    for language in ("en", "zh_hans", "fr", "rw"):
        assert list(model.objects.exclude(**{f"{field}_{language}__gt": ""}).values_list(f"{field}_en", flat=True)) == [], language


def test_words_of_an_officer_are_left_when_rows_are_said_further(hub):
    first = PaperRule.objects.filter(title_en="Packing list").earliest("pk")
    PaperRule.objects.filter(pk=first.pk).update(title_fr="Bordereau")
    other = PaperRule.objects.filter(title_en="Phytosanitary certificate").earliest("pk")
    PaperRule.objects.filter(pk=other.pk).update(title_en="Plant paper", title_fr="")

    say_all(PaperRule, LabelItem, Allergen, HsCode, hub)

    assert PaperRule.objects.get(pk=first.pk).title_fr == "Bordereau"
    assert PaperRule.objects.get(pk=other.pk).title_fr == ""


def test_ensuring_again_writes_nothing_and_leaves_what_officers_changed(hub):
    HsCode.objects.filter(code="0901210000").update(mfn_percent=12)
    Category.objects.filter(slug="coffee").update(name_en="Kahawa")
    counts = [model.objects.count() for model in (HsCode, Category, PaperRule)]

    ensure_hs_codes(HsCode, hub)
    ensure_categories(Category, hub)
    ensure_papers(PaperRule, hub)

    assert [model.objects.count() for model in (HsCode, Category, PaperRule)] == counts
    assert HsCode.objects.get(code="0901210000").mfn_percent == 12
    assert Category.objects.get(slug="coffee").name_en == "Kahawa"


def test_another_hub_has_its_own_table(hub):
    other = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["KES"], languages=["en"], time_zone="Africa/Nairobi"
    )
    with use_hub(other):
        assert (HsCode.objects.count(), market().shelves) == (0, {})
        ensure_hs_codes(HsCode, other)
        assert HsCode.objects.count() > 50
    assert HsCode.across_hubs.filter(code="0901210000").count() == 2
    assert HsCode.objects.filter(code="0901210000").count() == 1


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("roasted coffee", "0901210000"),
        ("green coffee", "0901110000"),
        ("coffee decaf roasted", "0901220000"),
        ("peace basket", "460219"),
        ("Baskets", "460219"),
        ("honey", "0409000000"),
        ("chilli oil", "210390"),
        ("imigongo", "970191"),
        ("sandals", "640359"),
        ("蜂蜜", "0409000000"),
        ("辣椒油", "210390"),
        ("0901", "0901110000"),
        ("4602.19", "460219"),
    ],
)
def test_codes_are_found_by_everyday_words_and_digits(words, first):
    assert hs_codes_by_words(words)[0].code == first


@pytest.mark.parametrize("words", ["", "   ", "zzzz", "0"])
def test_nothing_is_guessed_when_no_word_fits(words):
    assert hs_codes_by_words(words) == []


def test_code_of_prefers_the_row_itself_then_the_complete_one():
    assert hs_code_of("330129").code == "330129"
    assert hs_code_of("090121").code == "0901210000"
    assert hs_code_of("999999") is None


@pytest.mark.parametrize("fields", [{"code": "09O1"}, {"hs6": "901"}, {"valid_to": EDITION.replace(year=2021)}])
def test_the_database_refuses_rows_that_are_no_codes(fields):
    row = {"code": "0999000000", "hs6": "099900", "title_en": "x", "valid_from": EDITION, **fields}

    with pytest.raises(IntegrityError), transaction.atomic():
        HsCode.objects.create(**row)
