import pytest

from marketplace.typed import keys, plain, whole_number


def test_line_loses_nul_line_ends_and_what_is_too_much():
    assert plain("  a\x00b\r\nc  ", 4) == "ab c"[:4]
    assert plain("\x00", 9) == ""


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 07 ", 7), ("１２", 12), ("0", 0), (str(2**63 - 1), 2**63 - 1)])
def test_plain_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", [None, "", "-1", "1.0", "1e3", "٣", "²", "NaN", "\x00", str(2**63), "9" * 5000])
def test_everything_else_is_none(text):
    assert whole_number(text) is None


def test_number_above_the_biggest_is_none():
    assert (whole_number("999", 999), whole_number("1000", 999)) == (999, None)


def test_keys_are_those_that_could_be_one():
    assert keys(["3", "²", "x", "9" * 40, "4"]) == [3, 4]
