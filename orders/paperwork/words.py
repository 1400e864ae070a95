"""Amounts in words, as an invoice must carry them.

English in the cheque's manner ("... and 50/100 only"). Chinese capitals follow the central bank's annex on filling in
negotiable instruments: 整 after yuan or jiao, never after fen; one 零 for zeros inside; 零 where the jiao is missing.
"""

from decimal import Decimal

SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SMALL += ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
CURRENCY_WORDS = {
    "RWF": "Rwandan francs",
    "CNY": "Chinese yuan",
    "USD": "US dollars",
    "EUR": "euros",
    "GBP": "pounds sterling",
}

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def cardinal(number: int) -> str:
    """`number` in English words, 0 up to 999 trillion. Raises ValueError outside of that."""
    if not 0 <= number < 10**15:
        raise ValueError(f"no words for {number}")
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return TENS[tens - 2] + (f"-{SMALL[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{SMALL[hundreds]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    for size, name in SCALES:
        if number >= size:
            count, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "
            return f"{cardinal(count)} {name}" + (f"{joint}{cardinal(rest)}" if rest else "")
    raise AssertionError("unreachable")


def amount_in_words(amount: Decimal, currency: str) -> str:
    """The English words for a positive amount: "US dollars one thousand and five and 50/100 only"."""
    whole, hundredths = _split(amount)
    fraction = f" and {hundredths:02d}/100" if hundredths else ""
    return f"{CURRENCY_WORDS.get(currency, currency)} {cardinal(whole)}{fraction} only"


def amount_in_chinese(amount: Decimal, currency: str) -> str:
    """The Chinese capitals for an amount of yuan; empty for any other currency, where no rule prescribes them."""
    if currency != "CNY":
        return ""
    yuan, hundredths = _split(amount)
    jiao, fen = divmod(hundredths, 10)
    text = _capitals(yuan) + "元" if yuan else ""
    if jiao:
        if yuan and yuan % 10 == 0:
            text += "零"
        text += CAPITALS[jiao] + "角"
    elif fen and yuan:
        text += "零"
    text += CAPITALS[fen] + "分" if fen else "整"
    return "人民币" + (text if yuan or hundredths else "零元整")


def _split(amount: Decimal) -> tuple[int, int]:
    hundredths = amount * 100
    if amount < 0 or hundredths != hundredths.to_integral_value():
        raise ValueError(f"no words for {amount}")
    return divmod(int(hundredths), 100)


def _capitals(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10**4)
        groups.append(group)
    text = ""
    for position in reversed(range(len(groups))):
        group = groups[position]
        if not group:
            continue
        needs_zero = bool(text) and (group < 1000 or groups[position + 1] == 0)
        text += ("零" if needs_zero else "") + _four(group) + GROUPS[position]
    return text


def _four(group: int) -> str:
    text, pending = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if pending else "") + CAPITALS[digit] + PLACES[place]
            pending = False
        elif text:
            pending = True
    return text
