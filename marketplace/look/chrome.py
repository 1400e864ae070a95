"""What stands around every page, filled by the rooms above from their AppConfig.ready(): departments, the office's side list.

chrome.register("departments", callable)     callable(request) -> list[Link], cheap, because every page calls it
chrome.add("departments", callable)          links of another room behind those
chrome.register_office(OfficeEntry("orders", _("Orders"), "sell/orders/", "bag", 30, count=callable))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language

from marketplace.look.pages import Link
from marketplace.look.words import languages

Provider = Callable[[HttpRequest], Sequence[Link]]
_providers: dict[str, Provider] = {}
_added: dict[str, list[Provider]] = {}


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """A line of the seller's office: its address below the language prefix, its icon, its place in the order."""

    key: str
    name: str | Promise
    path: str
    icon: str
    order: int
    count: Callable[[HttpRequest], int] | None = None


_office: dict[str, OfficeEntry] = {}


def register(name: str, provider: Provider) -> None:
    """Let a room fill a menu. The last to register a name fills it."""
    _providers[name] = provider


def add(name: str, provider: Provider) -> None:
    """Let a room above put links of its own behind those of the room that fills the menu."""
    added = _added.setdefault(name, [])
    if provider not in added:
        added.append(provider)


def links(name: str, request: HttpRequest) -> Sequence[Link]:
    """The links of a menu; none when nobody fills it, and on pages outside every hub."""
    provider = _providers.get(name)
    filled = list(provider(request)) if provider else []
    return [*filled, *(link for more in _added.get(name, ()) for link in more(request))] if filled else []


def register_office(entry: OfficeEntry) -> None:
    _office[entry.key] = entry


def office_links(request: HttpRequest) -> list[Link]:
    """The office's side list in its order, each with the number of things waiting there."""
    root = root_of(get_language())
    entries = sorted(_office.values(), key=lambda entry: entry.order)
    return [
        Link(root + entry.path, str(entry.name), entry.icon, entry.count(request) if entry.count else 0, entry.key) for entry in entries
    ]


_acts: dict[str, OfficeEntry] = {}
_hearts: list[Callable[[HttpRequest], frozenset[int]]] = []


def register_act(entry: OfficeEntry) -> None:
    """A thing of the reader's own in the header, for people who are signed in."""
    _acts[entry.key] = entry


def acts(request: HttpRequest) -> list[Link]:
    """The things of a signed-in reader's own, each with the number of what is new there."""
    root = root_of(get_language())
    entries = sorted(_acts.values(), key=lambda entry: entry.order)
    return [
        Link(root + entry.path, str(entry.name), entry.icon, entry.count(request) if entry.count else 0, entry.key) for entry in entries
    ]


def register_hearts(provider: Callable[[HttpRequest], frozenset[int]]) -> None:
    """Cards get a heart; `provider` says on which products it is full for the reader."""
    _hearts[:] = [provider]


def hearts(request: HttpRequest) -> frozenset[int] | None:
    """The products with a full heart; None where cards have none."""
    return _hearts[0](request) if _hearts else None


def root_of(language: str | None) -> str:
    """Where the pages of a language begin: / for the default language, /zh-hans/ for Chinese."""
    return "/" if not language or language == settings.LANGUAGE_CODE else f"/{language}/"


def site_of(request: HttpRequest) -> str:
    """The site's address without a slash at its end: the hub's own domain where it has one."""
    domain = getattr(getattr(request, "hub", None), "domain", "")
    return f"{settings.SITE_URL.partition('://')[0]}://{domain}" if domain else settings.SITE_URL


def path_below_root(path: str) -> str:
    """The address without its language: /zh-hans/cart/ -> cart/."""
    first, _, rest = path.removeprefix("/").partition("/")
    return rest if first in dict(settings.LANGUAGES) else path.removeprefix("/")


def alternates(path: str) -> list[tuple[str, str, str]]:
    """(code for HTML, address, name) of the same page in each language."""
    below = path_below_root(path)
    return [(html, root_of(code) + below, name) for code, html, name in languages()]
