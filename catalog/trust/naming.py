"""What others learn of a writer's name."""

from __future__ import annotations

STARS = "***"


def shown_name(name: str) -> str:
    """First and last sign, the rest hidden: 演***家, D***r. Empty for an empty name."""
    plain = "".join(name.split())
    return f"{plain[0]}{STARS}{plain[-1] if len(plain) > 2 else ''}" if plain else ""
