"""Where a parcel goes, as frozen on the order group: a plain dict, so that it reads the same in ten years.

China:      country CN, name, phone, province + province_code + province_latin, the same for city and district, line, postcode
Elsewhere:  country, name, phone, line, line2, city, region, postcode"""

from __future__ import annotations

from typing import Any

from django.utils.translation import override
from django_countries import countries

from orders.regions import get_region

Address = dict[str, Any]
CHINA = "CN"


def china_address(*, name: str, phone: str, province: str, city: str, district: str, line: str, postcode: str = "") -> Address:
    """From the codes of the pickers; a city without districts has an empty district."""
    parts: Address = {"country": CHINA, "name": name, "phone": phone}
    for key, code in (("province", province), ("city", city), ("district", district)):
        region = get_region(code) if code else None
        parts |= {f"{key}_code": code, key: region.name if region else "", f"{key}_latin": region.latin if region else ""}
    return parts | {"line": line, "postcode": postcode}


def is_chinese(address: Address) -> bool:
    return address.get("country") == CHINA


def country_name(code: str, language: str) -> str:
    """The country in the reader's language."""
    with override(language):
        return str(dict(countries).get(code, code))


def region_code(address: Address) -> str:
    """What the delivery quote asks for: the GB/T 2260 code of the province in China, the region as written elsewhere."""
    return address.get("province_code", "") if is_chinese(address) else address.get("region", "")


def town(address: Address, language: str) -> str:
    """Hangzhou, 杭州: the word for headlines and lists."""
    if is_chinese(address):
        region = get_region(address["city_code"])
        if language.startswith("zh"):
            return region.short if region else address["city"]
        return address["city_latin"] or address["city"]
    return address.get("city", "")


def lines(address: Address, language: str) -> list[str]:
    """The address as written on a parcel, without name and phone. Chinese ones run from the large to the small."""
    if is_chinese(address):
        parts = [address["province"], address["city"], address["district"]]
        if parts[0] == parts[1]:  # 北京市北京市
            parts = parts[1:]
        written = ["".join(parts) + address["line"]]
        if not language.startswith("zh"):
            latin = [address["district_latin"], address["city_latin"], address["province_latin"]]
            written.append(", ".join(dict.fromkeys(part for part in latin if part)))
        return [*written, " ".join(part for part in (address.get("postcode", ""), country_name(CHINA, language)) if part)]
    place = " ".join(part for part in (address.get("postcode", ""), address.get("city", "")) if part)
    rows = [address["line"], address.get("line2", ""), place, address.get("region", ""), country_name(address["country"], language)]
    return [row for row in rows if row]


def masked_phone(phone: str) -> str:
    """+86 138 •••• 2266: enough to recognise one's own."""
    country, national = (phone[:3], phone[3:]) if phone.startswith("+86") else ("", phone)
    if len(national) < 9:
        return f"{country} ••••{national[-3:]}".strip()
    return f"{country} {national[:3]} •••• {national[-4:]}".strip()
