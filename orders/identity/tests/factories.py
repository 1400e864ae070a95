"""People who are made up by counting."""

from __future__ import annotations

from orders.identity.consent import consent_now
from orders.identity.numbers import constructed_number
from orders.identity.person import RealPerson
from orders.identity.services import Given


def make_person(serial: int = 1, name: str = "卡拉") -> RealPerson:
    return RealPerson(name, constructed_number(serial), "+8613805712266")


def make_given(serial: int = 1, *, is_kept: bool = False, name: str = "卡拉") -> Given:
    return Given(make_person(serial, name), consent_now("192.0.2.1"), is_kept)


def typed_person(serial: int = 1, **changes: str) -> dict[str, str]:
    """The part of the checkout that asks for a real name, as a buyer fills it in."""
    typed = {"name": "卡拉", "number": constructed_number(serial), "mobile": "138 0571 2266", "agree": "on", **changes}
    return {f"person-{name}": value for name, value in typed.items() if value}
