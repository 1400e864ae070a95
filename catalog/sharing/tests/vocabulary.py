"""What schema.org's types, and the search engines that read them, ask for: required fields, and of which type each value is. Written from
schema.org and from the documentation of structured data of those engines, read in November 2026."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

ADDRESS, TEXT, MOMENT, AMOUNT, COUNT = "address", "text", "moment", "amount", "count"
DEGREES, DAY = "degrees", "day"
# type -> field -> (what it is: one of the above or types; whether it must be there)
TYPES: dict[str, dict[str, tuple[Any, bool]]] = {
    "Product": {
        "name": (TEXT, True), "image": (ADDRESS, True), "description": (TEXT, True), "url": (ADDRESS, True), "sku": (TEXT, False),
        "brand": ({"Brand"}, False), "offers": ({"Offer"}, True), "weight": ({"QuantitativeValue"}, False),
        "countryOfOrigin": ({"Country"}, False), "aggregateRating": ({"AggregateRating"}, False), "review": ({"Review"}, False),
    },
    "Offer": {
        "url": (ADDRESS, True), "price": (AMOUNT, True), "priceCurrency": (TEXT, True), "availability": (ADDRESS, True),
        "itemCondition": (ADDRESS, False), "seller": ({"Organization"}, False), "validFrom": (MOMENT, False),
        "priceValidUntil": (MOMENT, False),
    },
    "Brand": {"name": (TEXT, True)},
    "Country": {"name": (TEXT, True)},
    "QuantitativeValue": {"value": (COUNT, True), "unitCode": (TEXT, True)},
    "AggregateRating": {
        "ratingValue": (AMOUNT, True), "ratingCount": (COUNT, True), "reviewCount": (COUNT, False), "bestRating": (COUNT, False),
        "worstRating": (COUNT, False),
    },
    "Review": {
        "reviewRating": ({"Rating"}, True), "author": ({"Person"}, True), "datePublished": (MOMENT, True), "reviewBody": (TEXT, False),
        "inLanguage": (TEXT, False),
    },
    "Rating": {"ratingValue": (COUNT, True), "bestRating": (COUNT, False), "worstRating": (COUNT, False)},
    "Person": {"name": (TEXT, True)},
    "Organization": {
        "name": (TEXT, True), "url": (ADDRESS, False), "logo": (ADDRESS, False), "description": (TEXT, False),
        "address": ({"PostalAddress"}, False),
    },
    "PostalAddress": {"addressLocality": (TEXT, False), "addressCountry": (TEXT, True)},
    "BreadcrumbList": {"itemListElement": ({"ListItem"}, True)},
    "ListItem": {"position": (COUNT, True), "name": (TEXT, True), "item": (ADDRESS, True)},
    "VirtualLocation": {"url": (ADDRESS, True)},
    "Event": {
        "name": (TEXT, True), "startDate": (MOMENT, True), "endDate": (MOMENT, False), "location": ({"VirtualLocation"}, True),
        "url": (ADDRESS, False), "eventStatus": (ADDRESS, False), "eventAttendanceMode": (ADDRESS, False), "image": (ADDRESS, False),
        "organizer": ({"Organization"}, False), "description": (TEXT, False), "offers": ({"Offer"}, False),
    },
    "TouristAttraction": {
        "name": (TEXT, True), "url": (ADDRESS, True), "description": (TEXT, False), "image": (ADDRESS, False),
        "geo": ({"GeoCoordinates"}, False), "containedInPlace": ({"Country"}, False),
    },
    "TouristDestination": {
        "name": (TEXT, True), "url": (ADDRESS, True), "description": (TEXT, False), "image": (ADDRESS, False),
        "geo": ({"GeoCoordinates"}, False), "containedInPlace": ({"Country"}, False), "includesAttraction": ({"TouristAttraction"}, False),
    },
    "GeoCoordinates": {"latitude": (DEGREES, True), "longitude": (DEGREES, True)},
    "Article": {
        "headline": (TEXT, True), "url": (ADDRESS, False), "inLanguage": (TEXT, False), "author": ({"Organization"}, True),
        "description": (TEXT, False), "image": (ADDRESS, False), "datePublished": (DAY, False),
    },
}  # fmt: skip


def blocks(page: str) -> list[dict[str, Any]]:
    """The structured data of a page."""
    return [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)]


def faults(said: Any, kinds: set[str] | None = None, at: str = "") -> list[str]:
    """What is wrong with a thing; of a whole block, where nothing is said of its kind."""
    if not isinstance(said, dict) or said.get("@type") not in TYPES:
        return [f"{at}: no thing of a known type: {said!r:.80}"]
    kind = said["@type"]
    found = [f"{at}: {kind} instead of {kinds}"] if kinds and kind not in kinds else []
    if kinds is None and said.get("@context") != "https://schema.org":
        found.append(f"{at}: no context")
    fields = TYPES[kind]
    found += [f"{at}{kind}.{name}: missing" for name, (_what, is_owed) in fields.items() if is_owed and not said.get(name)]
    for name, value in said.items():
        if name.startswith("@"):
            continue
        if name not in fields:
            found.append(f"{at}{kind}.{name}: unknown")
            continue
        for one in value if isinstance(value, list) else [value]:
            what = fields[name][0]
            found += faults(one, what, f"{at}{kind}.{name} ") if isinstance(what, set) else _plain(one, what, f"{at}{kind}.{name}")
    if kind == "BreadcrumbList":
        places = [step.get("position") for step in said.get("itemListElement", [])]
        found += [] if places == list(range(1, len(places) + 1)) else [f"{at}: steps out of order {places}"]
    return found


def _plain(value: Any, what: str, at: str) -> list[str]:
    try:
        fits = {
            ADDRESS: lambda: re.fullmatch(r"https?://[^\s<>\"]+", value),
            TEXT: lambda: isinstance(value, str) and value.strip(),
            MOMENT: lambda: datetime.fromisoformat(value).utcoffset() is not None,
            AMOUNT: lambda: Decimal(str(value)) > 0 and "," not in str(value),
            COUNT: lambda: isinstance(value, int) and value > 0,
            DEGREES: lambda: isinstance(value, float) and -180 <= value <= 180,
            DAY: lambda: date.fromisoformat(value),
        }[what]()
    except (TypeError, ValueError, ArithmeticError):
        fits = False
    return [] if fits else [f"{at}: {value!r:.80} is no {what}"]
