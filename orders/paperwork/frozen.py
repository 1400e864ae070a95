"""Frozen dataclasses to plain JSON and back, without losing a digit."""

import dataclasses
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """What json can hold: decimals and dates become strings, tuples become lists."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if names := field_names(type(value)):
        return {name: to_plain(getattr(value, name)) for name in names}
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: Any, value: Any) -> Any:
    """The value `to_plain` was given. Raises KeyError where a field without a default is missing."""
    return _reader(kind)(value)


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none for any other type."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How a plain value of that kind is read. Built once a kind: an invoice has some two hundred values."""
    if get_origin(kind) in (Union, types.UnionType):
        read = _reader(next(k for k in get_args(kind) if k is not type(None)))
        return lambda value: None if value is None else read(value)
    if get_origin(kind) is tuple:
        read_item = _reader(get_args(kind)[0])
        return lambda value: tuple(read_item(item) for item in value)
    if dataclasses.is_dataclass(kind):
        return _reader_of_fields(kind)
    return {Decimal: Decimal, date: date.fromisoformat}.get(kind, lambda value: value)


def _reader_of_fields(kind: type) -> Callable[[dict], Any]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}
    needed = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING is field.default_factory}
    return lambda value: kind(**{name: read(value[name]) for name, read in readers.items() if name in value or name in needed})
