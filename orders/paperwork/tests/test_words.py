import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.paperwork.words import CAPITALS, SCALES, SMALL, TENS, amount_in_chinese, amount_in_words, cardinal


@pytest.mark.parametrize(
    ("amount", "words"),
    [  # the central bank's own examples, then ours
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("0", "人民币零元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("10", "人民币壹拾元整"),
        ("100000000", "人民币壹亿元整"),
        ("100005000", "人民币壹亿零伍仟元整"),
        ("1000001.00", "人民币壹佰万零壹元整"),
        ("15880.40", "人民币壹万伍仟捌佰捌拾元零肆角整"),
    ],
)
def test_amount_in_chinese_follows_the_rules_of_the_central_bank(amount, words):
    assert amount_in_chinese(Decimal(amount), "CNY") == words


def test_amount_in_chinese_is_empty_when_not_yuan():
    assert amount_in_chinese(Decimal("5"), "USD") == ""


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("0", "USD", "US dollars zero only"),
        ("1.05", "USD", "US dollars one and 05/100 only"),
        ("1234.50", "CNY", "Chinese yuan one thousand two hundred and thirty-four and 50/100 only"),
        ("1000007", "RWF", "Rwandan francs one million and seven only"),
        ("2150000", "RWF", "Rwandan francs two million one hundred and fifty thousand only"),
        ("19.99", "XAF", "XAF nineteen and 99/100 only"),
    ],
)
def test_amount_in_words_reads_like_a_cheque(amount, currency, words):
    assert amount_in_words(Decimal(amount), currency) == words


@pytest.mark.parametrize("amount", ["-1", "1.005"])
def test_amount_in_words_refuses_what_no_invoice_may_say(amount):
    with pytest.raises(ValueError, match="no words"):
        amount_in_words(Decimal(amount), "USD")
    with pytest.raises(ValueError, match="no words"):
        amount_in_chinese(Decimal(amount), "CNY")


def read_english(text: str) -> int:
    values = {word: value for value, word in enumerate(SMALL)} | {word: 10 * (i + 2) for i, word in enumerate(TENS)}
    scales = {word: size for size, word in SCALES}
    total = group = 0
    for word in re.split(r"[ -]", text):
        if word == "hundred":
            group *= 100
        elif word in scales:
            total, group = total + group * scales[word], 0
        elif word != "and":
            group += values[word]
    return total + group


def read_chinese(text: str) -> Decimal:
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = Decimal(0)
    for character in text.removeprefix("人民币").removesuffix("整"):
        if character in CAPITALS:
            digit = Decimal(CAPITALS.index(character))
        elif character in units:
            section, digit = section + digit * units[character], Decimal(0)
        elif character in "万亿":
            total, section, digit = (total + section + digit) * (10**4 if character == "万" else 10**8), Decimal(0), Decimal(0)
        elif character == "元":
            total, section, digit = total + section + digit, Decimal(0), Decimal(0)
        else:
            total, digit = total + digit / (10 if character == "角" else 100), Decimal(0)
    return total


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_cardinal_can_be_read_back(number):
    assert read_english(cardinal(number)) == number


@given(st.integers(min_value=0, max_value=99_999_999_99))
def test_chinese_capitals_can_be_read_back(fen):
    amount = Decimal(fen) / 100

    words = amount_in_chinese(amount, "CNY")

    assert read_chinese(words) == amount
    assert "零零" not in words
    assert words.endswith("整") == (fen % 10 == 0)
