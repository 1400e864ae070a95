"""The icons of the house: heroicons outlines gathered into one sprite, static/img/icons.svg, that a browser fetches once."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import heroicons

SPRITE = Path(__file__).resolve().parents[2] / "static" / "img" / "icons.svg"

# our word -> the name in heroicons. A page asks for our word; to use a new one add a line and run `manage.py make_static`.
ICONS = {
    "archive": "archive-box",
    "arrow-left": "arrow-left",
    "arrow-right": "arrow-right",
    "back": "arrow-uturn-left",
    "bag": "shopping-bag",
    "bank": "building-library",
    "bell": "bell",
    "bolt": "bolt",
    "box": "cube",
    "calendar": "calendar-days",
    "camera": "camera",
    "card": "credit-card",
    "chart": "chart-bar",
    "chat": "chat-bubble-bottom-center-text",
    "check": "check",
    "check-circle": "check-circle",
    "clock": "clock",
    "coins": "banknotes",
    "copy": "document-duplicate",
    "doc": "document-text",
    "down": "chevron-down",
    "download": "arrow-down-tray",
    "edit": "pencil-square",
    "eye": "eye",
    "factory": "building-storefront",
    "filter": "adjustments-horizontal",
    "flag": "flag",
    "gift": "gift",
    "globe": "globe-alt",
    "grid": "squares-2x2",
    "heart": "heart",
    "help": "question-mark-circle",
    "history": "bars-arrow-down",
    "home": "home",
    "info": "information-circle",
    "key": "key",
    "left": "chevron-left",
    "link": "link",
    "list": "list-bullet",
    "lock": "lock-closed",
    "mail": "envelope",
    "menu": "bars-3",
    "minus": "minus",
    "money": "credit-card",
    "moon": "moon",
    "paper": "clipboard-document-list",
    "phone": "device-phone-mobile",
    "photo": "photo",
    "pin": "map-pin",
    "plane": "paper-airplane",
    "play": "play-circle",
    "plus": "plus",
    "print": "printer",
    "qr": "qr-code",
    "refresh": "arrow-path",
    "right": "chevron-right",
    "scale": "scale",
    "search": "magnifying-glass",
    "settings": "cog-6-tooth",
    "shield": "shield-check",
    "sign-out": "arrow-right-start-on-rectangle",
    "sparkle": "sparkles",
    "star": "star",
    "sun": "sun",
    "tag": "tag",
    "trash": "trash",
    "truck": "truck",
    "up": "chevron-up",
    "upload": "arrow-up-tray",
    "user": "user",
    "users": "users",
    "wallet": "wallet",
    "warn": "exclamation-triangle",
    "x": "x-mark",
}
SOLID = {"star"}  # the only filled icon

_SVG = "{http://www.w3.org/2000/svg}"


def sprite() -> str:
    """All icons as symbols of one SVG text."""
    archive = Path(heroicons.__file__).with_name("heroicons.zip")
    symbols = []
    with zipfile.ZipFile(archive) as drawings:
        for word, name in ICONS.items():
            drawing = ElementTree.fromstring(drawings.read(f"{'solid' if word in SOLID else 'outline'}/{name}.svg"))
            paths = "".join(f'<path d="{path.get("d")}"/>' for path in drawing.iter(f"{_SVG}path"))
            symbols.append(f'<symbol id="{word}" viewBox="0 0 24 24">{paths}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
