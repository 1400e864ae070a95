import datetime as dt
from decimal import Decimal

import pytest

from marketplace.look import writing
from marketplace.money import Money

NARROW = "\u202f"
FIXED = "\u00a0"


@pytest.mark.parametrize(
    ("amount", "currency", "language", "written"),
    [
        ("68", "CNY", "en", "¥68.00"),
        ("68", "CNY", "zh-hans", "¥68.00"),
        ("1500", "USD", "en", "US$1,500.00"),
        ("9.5", "EUR", "fr", "€9,50"),
        ("12000", "RWF", "en", f"RWF{FIXED}12,000"),
        ("12000.5", "RWF", "rw", f"RWF{FIXED}12,001"),
        ("1234567.894", "EUR", "fr", f"€1{NARROW}234{NARROW}567,89"),
        ("-10", "CNY", "en", "\u2212¥10.00"),
        ("0", "CNY", "en", "¥0.00"),
    ],
)
def test_amount_is_written_with_its_currency(amount, currency, language, written):
    assert writing.amount(Money(Decimal(amount), currency), language) == written


@pytest.mark.parametrize(
    ("grams", "written"),
    [
        (0, "0 g"),
        (250, "250 g"),
        (999, "999 g"),
        (1000, "1 kg"),
        (1200, "1.2 kg"),
        (1255, "1.255 kg"),
        (60000, "60 kg"),
        (1_250_000, "1,250 kg"),
    ],
)
def test_weight_changes_to_kilograms_at_one_thousand(grams, written):
    assert writing.weight(grams).replace(FIXED, " ") == written


def test_price_of_a_unit_is_for_100_grams_below_a_kilogram_and_per_kilogram_above():
    price = Money(Decimal("68"), "CNY")

    assert writing.per_unit(price, 250).replace(FIXED, " ") == "¥27.20 / 100 g"
    assert writing.per_unit(Money(Decimal("3780"), "CNY"), 60000) == "¥63.00 / kg"
    assert writing.per_unit(price, 0) == ""


def test_chinese_writes_its_own_units():
    price = Money(Decimal("68"), "CNY")

    assert writing.weight(250, "zh-hans").replace(FIXED, " ") == "250 克"
    assert writing.weight(1200, "zh-hans").replace(FIXED, " ") == "1.2 公斤"
    assert writing.per_unit(price, 250, "zh-hans").replace(FIXED, " ") == "每 100 克 ¥27.20"
    assert writing.per_unit(price, 1000, "zh-hans").replace(FIXED, " ") == "每公斤 ¥68.00"
    assert writing.measures_in("zh-hans", "19 × 9.5 × 6.5 cm, 0.2 m²") == "19 × 9.5 × 6.5 厘米, 0.2 m²"
    assert writing.measures_in("en", "250 g") == "250 g"


TODAY = dt.date(2026, 11, 22)
RANGES = [
    ((2026, 12, 12), (2026, 12, 18), "en", "12–18 December"),
    ((2026, 12, 12), (2026, 12, 18), "zh-hans", "12月12–18日"),
    ((2026, 12, 12), (2026, 12, 18), "fr", "12–18 décembre"),
    ((2026, 12, 12), (2026, 12, 18), "rw", "12–18 Ukuboza"),
    ((2026, 11, 28), (2026, 12, 4), "en", "28 November – 4 December"),
    ((2026, 11, 28), (2026, 12, 4), "zh-hans", "11月28日–12月4日"),
    ((2026, 12, 28), (2027, 1, 4), "en", "28 December 2026 – 4 January 2027"),
    ((2026, 12, 28), (2027, 1, 4), "zh-hans", "2026年12月28日–2027年1月4日"),
    ((2027, 1, 4), (2027, 1, 9), "en", "4–9 January 2027"),
    ((2027, 1, 4), (2027, 1, 9), "zh-hans", "2027年1月4–9日"),
    ((2026, 12, 12), (2026, 12, 12), "en", "12 December"),
]


@pytest.mark.parametrize(("start", "end", "language", "written"), RANGES)
def test_days_are_joined_as_the_language_does(start, end, language, written):
    assert writing.day_range(dt.date(*start), dt.date(*end), language, today=TODAY) == written


def test_short_days_keep_three_letters():
    assert writing.day_range(dt.date(2026, 12, 12), dt.date(2026, 12, 18), "en", short=True, today=TODAY) == "12–18 Dec"


def test_moment_names_its_zone():
    noon = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)

    assert writing.moment(noon, "Africa/Kigali", "en") == "21 Nov 2026, 14:00 Kigali"
    assert writing.moment(noon, "Asia/Shanghai", "en") == "21 Nov 2026, 20:00 Beijing"
    assert writing.moment(noon, "Asia/Shanghai", "zh-hans").startswith("2026年11月21日 20:00（")
    assert writing.moment(noon, "America/New_York", "en") == "21 Nov 2026, 07:00 New York"


def test_clock_says_the_two_largest_units():
    assert writing.clock(0) == "0 minutes"
    assert writing.clock(840) == "14 minutes"
    assert writing.clock(86400 + 3 * 3600 + 59) == "1 day 3 hours"
    assert writing.clock(-5) == "0 minutes"


@pytest.mark.parametrize(
    ("figure", "currency", "text"), [("68", "CNY", "¥68.00 CNY"), ("12.5", "USD", "US$12.50 USD"), ("15406", "RWF", "RWF\u00a015,406")]
)
def test_code_of_a_letter_is_said_once(figure, currency, text):
    assert writing.with_code(Money(Decimal(figure), currency)) == text
