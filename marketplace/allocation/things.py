from __future__ import annotations

from typing import NamedTuple


class Thing(NamedTuple):
    """What is scarce, in plain words: a label of the room that sells it, and that room's own key. ("variant", "17"), ("flash", "harvest"),
    ("night", "4:2027-03-01")."""

    subject: str
    key: str
