"""The providers: a folder each behind one small class and one registry."""

from __future__ import annotations

from orders.payments.exceptions import UnknownProvider
from orders.payments.providers.base import Provider

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


def available_providers() -> dict[str, Provider]:
    return {code: provider for code, provider in _providers.items() if provider.is_available()}
