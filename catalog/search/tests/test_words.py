import pytest

from catalog.search.selectors.misspelt import distance
from catalog.search.selectors.queries import prefix_query, query_for
from catalog.search.selectors.synonyms import Thesaurus, items_of
from catalog.search.words import chinese_index, fold, is_syllable, spoken, spoken_words

NONE = Thesaurus()


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Café Crème", "cafe creme"),
        ("ＣＯＦＦＥＥ　２５０ｇ", "coffee 250g"),
        ("盧旺達咖啡與籃子", "卢旺达咖啡与篮子"),
        ("Agaseke K’Amahoro", "agaseke kamahoro"),
        ("lǜ chá", "lu cha"),
        ("Straße ﬁn", "strasse fin"),
        ("", ""),
    ],
)
def test_fold_takes_away_what_nobody_types_alike(typed, folded):
    assert fold(typed) == folded


def test_chinese_is_kept_as_words_and_pairs_and_names_also_by_character():
    words = chinese_index("手工编篮", is_name=True).split()

    assert {"手工", "编篮", "工编", "篮"} <= set(words)
    assert "篮" not in chinese_index("手工编篮").split()


def test_pinyin_is_written_out_and_by_initials_over_the_borders_of_words():
    full, initials = spoken("手工篮子")

    assert {"shougong", "lanzi", "shougonglanzi"} <= set(full)
    assert {"sg", "lz", "sglz"} <= set(initials)
    assert "kafei" in spoken("咖啡豆")[0] and "kf" in spoken("咖啡豆")[1]


def test_every_reading_of_a_short_word_is_kept():
    assert {"chongqing", "zhongqing"} <= set(spoken("重庆")[0])
    assert {"yinyue", "yinle"} <= set(spoken_words("音乐, coffee").split(", "))


def test_is_syllable_knows_pinyin():
    assert [word for word in ("ka", "fei", "zhuang", "coffee", "tea", "bkt", "") if is_syllable(word)] == ["ka", "fei", "zhuang"]


def test_distance_counts_slips_and_a_swap_as_one():
    pairs = [("coffee", "coffee"), ("cofee", "coffee"), ("akabagna", "akabanga"), ("tea", "")]

    assert [distance(*pair) for pair in pairs] == [0, 1, 1, 3]


@pytest.mark.parametrize("typed", ["", "   ", "((((", "\\ & | ! : *", "'; --", "☕️🧺", "…。！？", "%_%", '"" - ""', "-"])
def test_what_holds_no_word_is_no_query(typed):
    assert query_for(typed, NONE) is None and prefix_query(typed, NONE) is None


def test_equal_words_are_looked_for_together_the_longest_phrase_first():
    known = Thesaurus({("green", "tea"): {("green", "tea"): None, ("绿茶",): None}, ("tea",): {("tea",): None, ("茶",): None}})

    query = query_for("green tea bags", known)

    assert query.parameters[0] == "(('green' & 'tea') | '绿茶')" and query.parameters[3] == "'bags'"
    assert query.typed == ("green", "tea", "bags")


def test_syllables_typed_apart_are_also_one_word():
    assert "'kafei'" in query_for("ka fei", NONE).parameters[0]


def test_articles_are_left_out_but_not_the_french_tea():
    assert query_for("the coffee", NONE).typed == ("coffee",)
    assert query_for("thé noir", NONE).typed == ("the", "noir")
    assert query_for("the", NONE).typed == ("the",)


def test_quotes_and_minus_are_kept():
    query = query_for('"peace basket" -sisal', NONE)

    assert query.is_exact and query.parameters[0] == "'peace' <-> 'basket'" and query.parameters[3] == "'sisal'" and "!!" in query.sql


def test_a_very_long_search_is_cut():
    assert len(query_for("word " * 500, NONE).typed) == 12
    assert len(query_for("咖啡手工" * 500, NONE).typed) <= 12


def test_items_are_latin_words_and_chinese_ones_as_cut():
    assert items_of("coffee手工篮子250g") == ["coffee", "手工", "篮子", "250g"]
