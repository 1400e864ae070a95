"""Numbers without gaps: a counter row per seller, kind and year, locked until the documents that use it are committed."""

from django.db import transaction

from sellers.models import Seller

from ..enums import PREFIXES, Kind
from ..models import NumberSeries


def take_number(*, seller: Seller, kind: Kind, year: int) -> int:
    """The next serial number. Call it inside the transaction that writes the document: what rolls back gives its number back.
    Other issues of the same series wait for that transaction. Raises TransactionManagementError outside of one."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken only together with its document.")
    key = {"seller": seller, "kind": kind, "year": year}
    series = NumberSeries.objects.locked().filter(**key).first()
    if series is None:  # the first paper of the year
        NumberSeries.objects.get_or_create(**key)
        series = NumberSeries.objects.locked().get(**key)
    number = series.next_number
    series.next_number = number + 1
    series.save(update_fields=["next_number"])
    return number


def written(kind: Kind, year: int, serial: int) -> str:
    """CI-2026-00017."""
    return f"{PREFIXES[kind]}-{year}-{serial:05d}"
