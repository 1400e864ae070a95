"""Frozen dataclasses to plain JSON and back, without losing a digit."""

import dataclasses
import types
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """What json can hold: decimals and dates become strings, tuples become lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: Any, value: Any) -> Any:
    """The value `to_plain` was given. Raises KeyError where a field without a default is missing."""
    if get_origin(kind) in (Union, types.UnionType):
        return None if value is None else from_plain(next(k for k in get_args(kind) if k is not type(None)), value)
    if get_origin(kind) is tuple:
        return tuple(from_plain(get_args(kind)[0], item) for item in value)
    if dataclasses.is_dataclass(kind):
        given = {}
        for name, field_kind, has_default in _fields(kind):
            if name in value or not has_default:
                given[name] = from_plain(field_kind, value[name])
        return kind(**given)
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    return value


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (
            field.name,
            hints[field.name],
            field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING,
        )
        for field in dataclasses.fields(kind)
    )
