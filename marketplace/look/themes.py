"""Light and dark: the device decides until the reader does; the choice lives in a cookie and works without script."""

from __future__ import annotations

COOKIE = "theme"
CHOICES = ("light", "dark")  # anything else follows the device

_MEDIA = {"dark": "all", "light": "not all"}


def media_of(theme: str) -> str:
    """The media under which dark.css holds."""
    return _MEDIA.get(theme, "(prefers-color-scheme: dark)")
