"""The delivery points of a contract, written from a sheet: first looked at, then written, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.trade.models import DeliveryPoint, SupplyContract
from orders.trade.points_sheet import Row, read_points
from orders.trade.services.moving import ensure_buyer


@dataclass(frozen=True)
class Import:
    """What a sheet comes to. With faults nothing of it is written."""

    new: int
    changed: int
    faults: list[str]
    is_written: bool


@transaction.atomic
def import_points(*, contract: SupplyContract, content: bytes, by: User, is_trial: bool) -> Import:
    """A point is known by its code: a known one is changed, a new one added, none is taken away. Raises NotAllowed, SheetRefused."""
    contract = SupplyContract.objects.locked().get(pk=contract.pk)
    ensure_buyer(contract, by)
    sheet = read_points(content)
    known = {point.code: point for point in contract.points.all()}
    new = [row for row in sheet.rows if row.code not in known]
    changed = [row for row in sheet.rows if row.code in known and _differs(known[row.code], row)]
    is_written = not (is_trial or sheet.faults) and bool(new or changed)
    if is_written:
        DeliveryPoint.objects.bulk_create(DeliveryPoint(contract=contract, **_facts(row)) for row in new)
        for row in changed:
            DeliveryPoint.objects.filter(pk=known[row.code].pk).update(**_facts(row))
        record(subject=contract, action="trade_contract.points", by=by, after={"new": len(new), "changed": len(changed)})
    return Import(len(new), len(changed), sheet.faults, is_written)


def _facts(row: Row) -> dict[str, str]:
    return {"code": row.code, "name": row.name, "city": row.city, "line": row.line, "phone": row.phone}


def _differs(point: DeliveryPoint, row: Row) -> bool:
    return any(getattr(point, name) != value for name, value in _facts(row).items())
