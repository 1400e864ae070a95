"""The way to the destination in the head of every shop page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language, pgettext

from marketplace.look.chrome import root_of
from marketplace.look.pages import Link


def travel(request: HttpRequest) -> list[Link]:
    return [Link(f"{root_of(get_language())}tourism/", pgettext("department", "Travel"), key="travel")]
