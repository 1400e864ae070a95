import pytest

from catalog.hs import hs_codes_by_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("roasted coffee", "0901210000"),
        ("Roasted beans in a bag with a valve", "0901210000"),
        ("green coffee", "0901110000"),
        ("honey", "0409000000"),
        ("sweetgrass baskets", "460219"),
        ("chilli oil", "210390"),
        ("咖啡豆", "0901210000"),
        ("蜂蜜", "0409000000"),
        ("ikawa ikaranze", "0901210000"),
        ("urusenda", "0904210000"),
        ("0901.22", "0901220000"),
    ],
)
def test_code_is_found_by_the_words_a_seller_types(words, first):
    assert hs_codes_by_words(words)[0].code == first


@pytest.mark.parametrize("words", ["", "   ", "zzz", "the of and", "9999"])
def test_nothing_is_found_when_the_words_mean_nothing(words):
    assert hs_codes_by_words(words) == []
