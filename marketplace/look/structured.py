"""What pages say to search engines, in the words of schema.org. Blocks of data: the content policy forbids scripts, not these."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from marketplace.look.pages import Link
from marketplace.money import Money

CONTEXT = "https://schema.org"


def as_json(said: Mapping[str, Any]) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps({"@context": CONTEXT, **said}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def block(said: Mapping[str, Any]) -> SafeString:
    return mark_safe(f'<script type="application/ld+json">{as_json(said)}</script>')


@lru_cache(maxsize=2048)
def breadcrumbs(links: tuple[tuple[str, str], ...], site: str) -> SafeString:
    """The way to a page, of (address, name) from the front page on: one block."""
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": f"{site}{url}"} for place, (url, name) in enumerate(links, start=1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": steps})


def breadcrumbs_of(links: Sequence[Link], site: str) -> SafeString:
    return breadcrumbs(tuple((link.url, str(link.name)) for link in links), site)


def organization(*, name: str, url: str, logo: str, description: str = "", place: str = "", country: str = "") -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Organization", "name": name, "url": url, "logo": logo}
    if description:
        said["description"] = description
    if country:
        said["address"] = {"@type": "PostalAddress", **({"addressLocality": place} if place else {}), "addressCountry": country}
    return said


def offer(*, url: str, price: Money, is_there: bool, seller: str) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "url": url,
        "price": f"{price.amount:f}",
        "priceCurrency": price.currency,
        "availability": f"{CONTEXT}/{'InStock' if is_there else 'OutOfStock'}",
        "itemCondition": f"{CONTEXT}/NewCondition",
        "seller": {"@type": "Organization", "name": seller},
    }


def aggregate_rating(mean: str, count: int) -> dict[str, Any]:
    """What so many reviews come to, of five stars."""
    return {"@type": "AggregateRating", "ratingValue": mean, "ratingCount": count, "reviewCount": count, "bestRating": 5, "worstRating": 1}


def review(*, stars: int, author: str, text: str, language: str, written: datetime) -> dict[str, Any]:
    """One buyer's word; `author` is the name as others see it."""
    said: dict[str, Any] = {
        "@type": "Review",
        "reviewRating": {"@type": "Rating", "ratingValue": stars, "bestRating": 5, "worstRating": 1},
        "author": {"@type": "Person", "name": author or "–"},
        "datePublished": written.isoformat(timespec="seconds"),
    }
    return said | ({"reviewBody": text, "inLanguage": language} if text else {})


def event(
    *, name: str, url: str, starts: datetime, ends: datetime, organizer: str, image: str = "", description: str = ""
) -> dict[str, Any]:
    """A sale or a campaign that takes place at an address of ours, between two aware moments."""
    said: dict[str, Any] = {
        "@type": "Event",
        "name": name,
        "url": url,
        "startDate": starts.isoformat(timespec="seconds"),
        "endDate": ends.isoformat(timespec="seconds"),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": url},
        "organizer": {"@type": "Organization", "name": organizer},
    }
    return said | {key: value for key, value in (("image", image), ("description", description)) if value}
