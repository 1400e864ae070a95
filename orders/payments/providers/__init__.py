"""The providers: a folder each behind one small class and one registry."""

from __future__ import annotations

from orders.payments.exceptions import UnknownProvider
from orders.payments.providers.base import Part, Provider

_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    _providers[provider.code] = provider


def get_provider(code: str) -> Provider:
    """The provider of that code; raises UnknownProvider when there is none or it is switched off here."""
    provider = _providers.get(code)
    if provider is None or not provider.is_available():
        raise UnknownProvider(code)
    return provider


def books_kept() -> dict[str, list[Provider]]:
    """The lists of a day that can be had here, and the ways to pay that stand in each."""
    kept: dict[str, list[Provider]] = {}
    for provider in available_providers().values():
        if provider.books:
            kept.setdefault(provider.books, []).append(provider)
    return kept


def takes_parts(code: str) -> bool:
    """Whether payments there may come in parts, also where the provider is switched off meanwhile."""
    return code in _providers and _providers[code].takes_parts


def is_agreed(code: str) -> bool:
    """Whether a payment there consists of payments of its own, as was agreed."""
    return code in _providers and _providers[code].is_agreed


def parts_waiting() -> list[Part]:
    """Every part that has come for a payment of the current hub that is not complete."""
    return [part for provider in _providers.values() if provider.takes_parts for part in provider.parts_waiting()]


def available_providers() -> dict[str, Provider]:
    return {code: provider for code, provider in _providers.items() if provider.is_available()}


def name_of(code: str) -> str:
    """The provider's name in the reader's language, also where it is switched off; the code itself when nobody knows it."""
    return str(_providers[code].name) if code in _providers else code
