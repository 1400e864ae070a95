"""China's provinces, cities and districts with their GB/T 2260 codes, for the address pickers (regions.json names its source).

Hong Kong, Macao and Taiwan are customs territories of their own: they are destinations, not provinces in this list."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

SUFFIXES = [
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "盟",
    "旗",
]


@dataclass(frozen=True)
class Region:
    code: str
    name: str
    latin: str
    children: tuple[Region, ...] = field(default=(), repr=False)

    def label(self, language: str) -> str:
        """浙江省 for Chinese readers; Zhejiang 浙江省 for all others, who find it by its first letters."""
        return self.name if language.startswith("zh") else f"{self.latin} {self.name}"

    @property
    def short(self) -> str:
        """浙江 of 浙江省: how people write it in a hurry."""
        for suffix in SUFFIXES:
            if self.name.endswith(suffix) and len(self.name) - len(suffix) >= 2:
                return self.name.removesuffix(suffix)
        return self.name


def _region(row: list) -> Region:
    code, name, latin, *rest = row
    return Region(code, name, latin, tuple(_region(child) for child in rest[0]) if rest else ())


@lru_cache(maxsize=1)
def provinces() -> tuple[Region, ...]:
    rows = json.loads((Path(__file__).parent / "regions.json").read_text(encoding="utf-8"))["regions"]
    return tuple(_region(row) for row in rows)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Region]:
    def walk(regions: tuple[Region, ...]):
        for region in regions:
            yield region
            yield from walk(region.children)

    return {region.code: region for region in walk(provinces())}


def get_region(code: str) -> Region | None:
    return _by_code().get(code)


def cities_of(province_code: str) -> tuple[Region, ...]:
    province = get_region(province_code)
    return province.children if province in provinces() else ()


def districts_of(city_code: str) -> tuple[Region, ...]:
    """The districts and counties of a city; none for the few cities that have none (东莞市)."""
    city = get_region(city_code)
    return city.children if city else ()
