"""How amounts, weights and days are written for a reader: plain text in, plain text out, by language."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext, pgettext

from marketplace.money import Money, round_money

SYMBOLS = {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£"}
THIN = "\u202f"
SEPARATORS = {"fr": (THIN, ",")}  # thousands, decimals; all our other languages write 1,234.50
MINUS = "\u2212"
CHINESE_UNITS = {"g": "克", "kg": "公斤", "ml": "毫升", "l": "升", "mm": "毫米", "cm": "厘米", "m": "米"}
_MEASURE = re.compile(rf"(?<![a-zA-Z\d.,])(\d[\d.,]*)(\s*)({'|'.join(CHINESE_UNITS)})(?![a-zA-Z²³])")

MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "rw": [
        "Mutarama",
        "Gashyantare",
        "Werurwe",
        "Mata",
        "Gicurasi",
        "Kamena",
        "Nyakanga",
        "Kanama",
        "Nzeri",
        "Ukwakira",
        "Ugushyingo",
        "Ukuboza",
    ],
}
SHORT_MONTHS = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "rw": ["Mut.", "Gas.", "Wer.", "Mata", "Gic.", "Kam.", "Nya.", "Kan.", "Nze.", "Ukw.", "Ugu.", "Uku."],
}


def _grouped(number: Decimal, language: str) -> str:
    text = f"{number:,f}"
    if separators := SEPARATORS.get(language):
        text = text.replace(",", "\0").replace(".", separators[1]).replace("\0", separators[0])
    return text


@lru_cache(maxsize=8192)
def _amount(amount: Decimal, currency: str, language: str) -> str:
    amount = round_money(amount, currency)
    sign, number = (MINUS if amount < 0 else ""), _grouped(abs(amount), language)
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{number}" if symbol else f"{sign}{currency}\u00a0{number}"


def amount(money: Money, language: str = "en") -> str:
    """¥68.00, US$12.50, €9.00, RWF 12,000: rounded to the currency, the sign in front."""
    return _amount(money.amount, money.currency, language)


def with_code(money: Money, language: str = "en") -> str:
    """¥68.00 CNY, US$12.50 USD, RWF 12,000: where no page around it says which dollars or yuan, the code is said, and said once."""
    text = amount(money, language)
    return f"{text} {money.currency}" if has_symbol(money.currency) else text


def has_symbol(currency: str) -> bool:
    """Whether `amount` writes a sign rather than the code."""
    return currency in SYMBOLS


def weight(grams: int | Decimal, language: str = "en") -> str:
    """250 g, 1.2 kg, 60 kg; 250 克, 1.2 公斤."""
    grams = Decimal(grams)
    size, unit = (grams, "g") if abs(grams) < 1000 else (grams / 1000, "kg")
    return measures_in(language, f"{_grouped(_bare(size), language)}\u00a0{unit}")


def measures_in(language: str, text: str) -> str:
    """Weights, volumes and lengths in a text as the language writes their units: 250 g is 250 克 in Chinese."""
    if not _is_chinese(language):
        return text
    return _MEASURE.sub(lambda found: found[1] + (found[2] or " ") + CHINESE_UNITS[found[3]], text)


def _bare(number: Decimal) -> Decimal:
    """To the gram, without the zeros at the end."""
    number = round(number, 3).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def number(value: int | Decimal, language: str = "en") -> str:
    """384,000 or 76.8: grouped as the language groups, without idle zeros."""
    value = Decimal(value).normalize()
    return _grouped(value.quantize(Decimal(1)) if value == value.to_integral_value() else value, language)


def per_unit(price: Money, grams: int | Decimal, language: str = "en") -> str:
    """The price of 100 g, or of a kilogram from one kilogram on: ¥27.20 / 100 g, 每 100 克 ¥27.20. Empty without a weight."""
    if not grams:
        return ""
    is_bulky = grams >= 1000
    money = amount(Money(price.amount * (1000 if is_bulky else 100) / Decimal(grams), price.currency), language)
    if _is_chinese(language):
        return f"每公斤\u00a0{money}" if is_bulky else f"每\u00a0100\u00a0克\u00a0{money}"
    return f"{money} / kg" if is_bulky else f"{money} / 100\u00a0g"


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def _month(day: dt.date, language: str, short: bool) -> str:
    table = SHORT_MONTHS if short else MONTHS
    return table.get(language, table["en"])[day.month - 1]


def day(value: dt.date, language: str = "en", *, short: bool = True, year: bool = True) -> str:
    """21 Nov 2026, 2026年11月21日."""
    if _is_chinese(language):
        return f"{value.year}年{value.month}月{value.day}日" if year else f"{value.month}月{value.day}日"
    text = f"{value.day} {_month(value, language, short)}"
    return f"{text} {value.year}" if year else text


def day_range(start: dt.date, end: dt.date, language: str = "en", *, short: bool = False, today: dt.date | None = None) -> str:
    """12–18 December, 28 November – 4 December, 12月12–18日. The year is written when it is not this one."""
    this_year = (today or dt.date.today()).year
    year = start.year != end.year or end.year != this_year
    if start == end:
        return day(start, language, short=short, year=year)
    if _is_chinese(language):
        first = day(start, language, year=year)
        if (start.year, start.month) == (end.year, end.month):
            return f"{first.removesuffix('日')}–{end.day}日"
        return f"{first}–{day(end, language, year=start.year != end.year)}"
    last = day(end, language, short=short, year=year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    return f"{day(start, language, short=short, year=start.year != end.year)} – {last}"


def place_of(zone: str) -> str:
    """The town by which people know a zone."""
    names = {"Africa/Kigali": pgettext("time zone", "Kigali"), "Asia/Shanghai": pgettext("time zone", "Beijing"), "UTC": "UTC"}
    return names.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def moment(value: dt.datetime, zone: str, language: str = "en", *, year: bool = True) -> str:
    """21 Nov 2026, 09:12 Kigali: the day and time in that zone, with its name."""
    local = value.astimezone(ZoneInfo(zone))
    parts = {"day": day(local, language, year=year), "time": f"{local:%H:%M}", "place": place_of(zone)}
    if _is_chinese(language):
        return "{day} {time}（{place}）".format(**parts)
    return "{day}, {time} {place}".format(**parts)


def clock(seconds: int) -> str:
    """How long is left, in the two largest units: 2 days 3 hours, 14 minutes."""
    days, rest = divmod(max(int(seconds), 0), 86400)
    hours, minutes = rest // 3600, rest % 3600 // 60
    words = [
        ngettext("%(count)s day", "%(count)s days", days) % {"count": days} if days else "",
        ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours} if hours else "",
        ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes} if minutes or not (days or hours) else "",
    ]
    return " ".join([word for word in words if word][:2])
