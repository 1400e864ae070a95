"""How each kind of goods is packed and sold. Weights and sizes are demonstration figures unless the source gave them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from marketplace.look.writing import measures_in


@dataclass(frozen=True, slots=True)
class Pack:
    """One variant: names by language, unit, grams net and gross, sides in mm, price as a multiple of the row's price, stock from–to."""

    names: tuple[str, str, str, str]
    unit: str
    net: int
    gross: int
    sides: tuple[int, int, int]
    times: str = "1"
    stock: tuple[int, int] = (8, 60)
    least: int = 1
    step: int = 1


def _same(name: str) -> tuple[str, str, str, str]:
    return (name, measures_in("zh-hans", name), name, name)


_NONE = ("", "", "", "")
_SACK = ("60 kg bag", "60 公斤麻袋", "Sac de 60 kg", "Umufuka wa kg 60")
_CHEST = ("20 kg sack", "20 公斤袋装", "Sac de 20 kg", "Umufuka wa kg 20")

PACKS: dict[str, list[Pack]] = {
    "green": [
        Pack(_same("1 kg"), "kg", 1000, 1060, (240, 160, 80), stock=(60, 400)),
        Pack(_SACK, "bag", 60000, 60700, (900, 550, 220), times="57", stock=(4, 40)),
    ],
    "bag60": [Pack(_NONE, "bag", 60000, 60700, (900, 550, 220), stock=(44, 44))],
    "roasted": [
        Pack(_same("250 g"), "bag", 250, 280, (190, 95, 65), stock=(30, 240)),
        Pack(_same("1 kg"), "bag", 1000, 1060, (320, 140, 90), times="3.6", stock=(10, 80)),
    ],
    "tea": [
        Pack(_same("1 kg"), "kg", 1000, 1060, (260, 160, 110), stock=(40, 300)),
        Pack(_CHEST, "bag", 20000, 20400, (620, 420, 260), times="18.4", stock=(5, 30)),
    ],
    "pack": [Pack(_NONE, "pack", 65, 95, (120, 80, 60), stock=(30, 180))],
    "oil100": [Pack(_same("100 ml"), "bottle", 92, 190, (150, 50, 50), stock=(60, 400))],
    "oil250": [Pack(_same("250 ml"), "bottle", 228, 430, (230, 65, 65), stock=(30, 120))],
    "paste": [Pack(_same("250 g"), "jar", 250, 430, (95, 75, 75), stock=(40, 200))],
    "chilli": [Pack(_same("1 kg"), "kg", 1000, 1080, (320, 240, 140), stock=(60, 500), least=5, step=5)],
    "fresh": [Pack(_same("1 kg"), "kg", 1000, 1090, (300, 200, 90), stock=(200, 900), least=10, step=5)],
    "honey": [Pack(_same("500 g"), "jar", 500, 780, (120, 85, 85), stock=(24, 160))],
    "honey1000": [Pack(("1 litre", "1 升", "1 litre", "Litiro 1"), "jar", 1420, 1820, (180, 105, 105), stock=(6, 60))],
    "nuts": [Pack(_same("1 kg"), "kg", 1000, 1050, (260, 180, 90), stock=(40, 240))],
    "candle": [Pack(_NONE, "piece", 160, 220, (190, 60, 60), stock=(20, 120))],
    "essence": [Pack(_same("1 kg"), "kg", 1000, 1380, (240, 95, 95), stock=(3, 30))],
    "basket": [Pack(_NONE, "piece", 380, 620, (280, 280, 220), stock=(3, 30))],
    "bowl": [Pack(_NONE, "piece", 280, 460, (280, 280, 110), stock=(4, 36))],
    "small": [Pack(_NONE, "piece", 24, 45, (80, 80, 70), stock=(60, 400), least=10, step=5)],
    "wood": [Pack(_NONE, "set", 640, 860, (220, 160, 140), stock=(3, 24))],
    "imigongo": [Pack(_NONE, "piece", 2100, 2900, (460, 460, 70), stock=(2, 12))],
    "textile": [Pack(_NONE, "piece", 420, 520, (340, 260, 50), stock=(3, 24))],
    "shoes": [
        Pack(("EU 38", "38 码", "Pointure 38", "Nimero 38"), "pair", 820, 1080, (320, 200, 120), stock=(2, 14)),
        Pack(("EU 40", "40 码", "Pointure 40", "Nimero 40"), "pair", 860, 1120, (320, 200, 120), stock=(2, 14)),
        Pack(("EU 42", "42 码", "Pointure 42", "Nimero 42"), "pair", 920, 1180, (340, 210, 130), stock=(0, 8)),
    ],
}


def stock_of(key: str, pack: Pack) -> int:
    """A number on the shelf that is always the same for the same goods, in whole steps of what may be ordered."""
    low, high = pack.stock
    number = low + int.from_bytes(hashlib.sha256(f"{key}{pack.net}{pack.unit}".encode()).digest()[:4]) % (high - low + 1)
    return number - (number - pack.least) % pack.step if number >= pack.least else number


def price_of(base: Decimal, pack: Pack) -> Decimal:
    """The row's price for this pack; larger packs in whole units."""
    amount = base * Decimal(pack.times)
    return amount if pack.times == "1" else amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
