import pytest

from orders.discounts.codes import ALPHABET, LENGTH, key_of, new_code, shown_code


@pytest.mark.parametrize("typed", ["coffee10", " COFFEE-10 ", "Coffee 10", "ＣＯＦＦＥＥ１０", "C0FFEE1O", "coffeeI0", "cofFee-l0"])
def test_one_code_however_it_is_typed(typed):
    assert key_of(typed) == key_of("COFFEE10") == "C0FFEE10"


@pytest.mark.parametrize("typed", ["", "   ", "咖啡", "--", "\x00"])
def test_nothing_that_can_stand_in_a_code_is_no_code(typed):
    assert key_of(typed) == ""


def test_a_code_is_shown_in_capitals():
    assert shown_code("coffee-10") == "COFFEE10"


def test_a_new_code_has_no_characters_that_are_mistaken():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200 and all(len(code) == LENGTH for code in codes)
    assert not set("".join(codes)) - set(ALPHABET) and not set(ALPHABET) & set("01OILU")


def test_what_is_long_is_cut_before_it_is_looked_at():
    assert len(key_of("A" * 10_000)) == 21
