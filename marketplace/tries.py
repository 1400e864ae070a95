"""How often something was tried from one address within a while."""

from __future__ import annotations

from django.core.cache import cache


def count_try(what: str, address: str, *, window: int) -> int:
    """Count this one; how many they are within `window` seconds of the first. A cache that is away lets everyone through (1)."""
    key = f"tries:{what}:{address}"
    cache.add(key, 0, timeout=window)
    try:
        return cache.incr(key) or 1
    except ValueError:  # ran out between the two lines, or the cache is away
        return 1


def tries_of(what: str, address: str) -> int:
    """How many they are so far."""
    return cache.get(f"tries:{what}:{address}") or 0
