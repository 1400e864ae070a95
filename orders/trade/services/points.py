"""The delivery points of a contract, written from a sheet or a list: first looked at, then written, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.trade.exceptions import SheetRefused
from orders.trade.models import DeliveryPoint, KeptSheet, SupplyContract
from orders.trade.models.kept_sheet import KEPT
from orders.trade.points_sheet import Row, read_points
from orders.trade.services.moving import ensure_buyer


@dataclass(frozen=True)
class Import:
    """What a sheet comes to. With faults nothing of it is written; `kept` is the sound one that can be taken over."""

    new: int
    changed: int
    faults: list[str]
    is_written: bool
    kept: KeptSheet | None = None


@transaction.atomic
def import_points(*, contract: SupplyContract, content: bytes, by: User, is_trial: bool, name: str = "") -> Import:
    """A point is known by its code: a known one is changed, a new one added, none is taken away. A trial keeps a sound sheet for an hour.
    Raises NotAllowed, SheetRefused."""
    contract = _take(contract, by)
    sheet = read_points(content)
    if sheet.faults:
        new, changed = _news(contract, sheet.rows)
        return Import(len(new), len(changed), sheet.faults, is_written=False)
    if not is_trial:
        return _write(contract, sheet.rows, by)
    new, changed = _news(contract, sheet.rows)
    facts = {"name": name[:120], "rows": [asdict(row) for row in sheet.rows], "kept_at": timezone.now()}
    KeptSheet.objects.filter(contract=contract, owner=by).delete()
    kept = KeptSheet.objects.create(contract=contract, owner=by, **facts) if new or changed else None
    return Import(len(new), len(changed), [], is_written=False, kept=kept)


@transaction.atomic
def take_over(*, contract: SupplyContract, sheet: UUID, by: User) -> Import:
    """Write the sheet that this person tried. Raises NotAllowed, SheetRefused("gone") for another's, or one that is no longer kept."""
    contract = _take(contract, by)
    kept = KeptSheet.objects.filter(pk=sheet, contract=contract, owner=by, kept_at__gt=timezone.now() - KEPT).first()
    if kept is None:
        raise SheetRefused("gone")
    rows = [Row(**row) for row in kept.rows]
    kept.delete()
    return _write(contract, rows, by)


@transaction.atomic
def take_points(*, contract: SupplyContract, rows: Iterable[Row], by: User, is_trial: bool) -> Import:
    """The same for rows that a program sends, each code once. Raises NotAllowed."""
    contract, rows = _take(contract, by), list(rows)
    if not is_trial:
        return _write(contract, rows, by)
    new, changed = _news(contract, rows)
    return Import(len(new), len(changed), [], is_written=False)


def forget_sheets(*, now: datetime) -> int:
    """Delete those nobody took over, in all hubs. Returns how many went."""
    gone, _by_model = KeptSheet.across_hubs.filter(kept_at__lte=now - KEPT).delete()
    return gone


def _take(contract: SupplyContract, by: User) -> SupplyContract:
    contract = SupplyContract.objects.locked().get(pk=contract.pk)
    ensure_buyer(contract, by)
    return contract


def _news(contract: SupplyContract, rows: Iterable[Row]) -> tuple[list[Row], list[tuple[DeliveryPoint, Row]]]:
    known = {point.code: point for point in contract.points.all()}
    new = [row for row in rows if row.code not in known]
    changed = [(known[row.code], row) for row in rows if row.code in known and _differs(known[row.code], row)]
    return new, changed


def _write(contract: SupplyContract, rows: Iterable[Row], by: User) -> Import:
    new, changed = _news(contract, rows)
    DeliveryPoint.objects.bulk_create(DeliveryPoint(contract=contract, **_facts(row)) for row in new)
    for point, row in changed:
        DeliveryPoint.objects.filter(pk=point.pk).update(**_facts(row))
    if new or changed:
        record(subject=contract, action="trade_contract.points", by=by, after={"new": len(new), "changed": len(changed)})
    return Import(len(new), len(changed), [], is_written=bool(new or changed))


def _facts(row: Row) -> dict[str, str]:
    return {"code": row.code, "name": row.name, "city": row.city, "line": row.line, "phone": row.phone}


def _differs(point: DeliveryPoint, row: Row) -> bool:
    return any(getattr(point, name) != value for name, value in _facts(row).items())
