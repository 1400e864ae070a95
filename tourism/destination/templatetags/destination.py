"""{% load destination %}: from goods to the places they come from.

{% place_of coffee.station as place %}     the place of a washing station, or None
{{ told.as_of|as_told }}                   a day in words; a year or a month as it is"""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import get_language

from marketplace.look import writing
from tourism.destination.selectors.outside import place_of_station
from tourism.destination.selectors.rows import PlaceRow

register = template.Library()


@register.simple_tag
def place_of(station: str) -> PlaceRow | None:
    return place_of_station(station)


@register.filter
def as_told(partial: str) -> str:
    """2018 and 2018-08 as they are, a whole day as the reader's language writes it."""
    try:
        return writing.day(date.fromisoformat(partial), get_language() or "en") if len(partial) == 10 else partial
    except ValueError:  # the thirty-first of a month without one
        return partial
