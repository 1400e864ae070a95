"""The destination of the demo: real places, with what is known of them from public sources. Each row of destination.json names its source
and the day it speaks of; what nobody has confirmed is marked so and shown as "check before you travel"."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from marketplace.hubs.models import District
from tourism.destination.models import Article, Collection, CollectionItem, Place, Tip

STEP = 10  # between two positions, so that the desk can put something between


def _columns(facts: dict[str, Any]) -> dict[str, Any]:
    """{"text": {"en": …}} as text_en; what is no text by language as it is."""
    columns: dict[str, Any] = {}
    for name, value in facts.items():
        columns |= {f"{name}_{language}": text for language, text in value.items()} if isinstance(value, dict) else {name: value}
    return columns


def load_destination(say: Callable[[str], None]) -> None:
    """Places, tips, articles and collections, once; what the desk has changed since stays. Safe to call again."""
    told = json.loads(Path(__file__).with_name("destination.json").read_text(encoding="utf-8"))
    if Place.objects.exists() or Tip.objects.exists():
        return
    districts = {district.name: district for district in District.objects.all()}
    with transaction.atomic():
        places: dict[str, Place] = {}
        for position, facts in enumerate(told["places"]):
            spot = {name: None if facts[name] is None else Decimal(str(facts[name])) for name in ("latitude", "longitude")}
            columns = {**facts, **spot, "district": districts.get(facts["district"]), "position": position * STEP}
            places[facts["slug"]] = Place.objects.create(**_columns(columns))
        for position, facts in enumerate(told["tips"]):
            Tip.objects.create(**_columns({**facts, "position": position * STEP}))
        articles = {
            facts["slug"]: Article.objects.create(**_columns({**facts, "position": position * STEP}))
            for position, facts in enumerate(told["articles"])
        }
        for position, facts in enumerate(told["collections"]):
            stops = facts.pop("stops")
            collection = Collection.objects.create(**_columns({**facts, "position": position * STEP}))
            for place, stop in enumerate(stops):
                kind, _, slug = stop.partition("/")
                thing = {"place": places[slug]} if kind == "places" else {"article": articles[slug]}
                CollectionItem.objects.create(collection=collection, position=place * STEP, **thing)
    say(f"{len(places)} places to travel to")
