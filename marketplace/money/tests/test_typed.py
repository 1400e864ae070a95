"""Amounts as they are typed: what one reading fits is read, what two fit is refused where the language does not decide."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money.typed import Doubtful, typed_amount

LANGUAGES = ["en", "zh-hans", "fr", "rw"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        ("0", "0"),
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("12,5", "12.5"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("1\u202f250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,250,000", "1250000"),
        ("1.250.000", "1250000"),
        ("1'250", "1250"),
        ("１２．５０", "12.50"),
        ("￥１２", "12"),
        ("68元", "68"),
        ("CNY 68", "68"),
        ("9150 RWF", "9150"),
        ("9 150 Frw", "9150"),
    ],
)
def test_an_amount_with_one_reading_is_read_in_every_language(text, amount, language):
    assert typed_amount(text, language) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "language", "amount"), [("1,250", "en", 1250), ("1,250", "zh-hans", 1250), ("1，250", "zh-hans", 1250), ("1.250", "rw", 1250)]
)
def test_the_languages_own_sign_of_thousands_is_one(text, language, amount):
    assert typed_amount(text, language) == amount


@pytest.mark.parametrize(("text", "language"), [("1,250", "fr"), ("1,250", "rw"), ("1.250", "en"), ("1.250", "fr"), ("1.250", "zh-hans")])
def test_what_has_two_readings_is_refused_with_both(text, language):
    with pytest.raises(Doubtful) as doubt:
        typed_amount(text, language)

    assert doubt.value.readings == ("1250", "1.25")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["cheap", "-3", "nan", "inf", "1e5", "12.", ",50", "1 25", "12 50", "1 2 3", "1,25,000", "1.2.3", "1,2.3,4", "0.500", "1250.500", "½",
     "十二", "--", "1'250 000", "1 250'000", ""],
)  # fmt: skip
def test_what_is_no_amount_is_none(text, language):
    assert typed_amount(text, language) is None


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from(LANGUAGES))
def test_an_amount_written_in_full_is_read_back_in_every_language(whole, cents, language):
    for thousands, point in ((",", "."), (" ", ","), (".", ","), ("\u202f", ","), ("", ".")):
        written = f"{whole:,}".replace(",", thousands) + f"{point}{cents:02}"
        assert typed_amount(written, language) == Decimal(f"{whole}.{cents:02}")


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_any_text_is_an_amount_or_none_or_doubt(text, language):
    try:
        amount = typed_amount(text, language)
    except Doubtful:
        return
    assert amount is None or amount >= 0
