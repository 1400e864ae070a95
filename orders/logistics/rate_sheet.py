"""A rate card as one row of a table: how its breaks and surcharges are written in a cell, and read back.

breaks:     0=5.00 45=4.00 100=3.50             from this many kg (or m³/t) on, the rate of one
surcharges: FSC:percent=12.5 SSC:per_kg=0.15>=10 CUSTOMS:per_shipment=15000@RWF#export
            code:basis=rate, least amount, currency, part of the way (where it is not the card's own)"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from marketplace.history.services import record
from orders.logistics.enums import Basis, Stage
from orders.logistics.models import RateBreak, RateCard, Surcharge

_NUMBER = r"\d+(?:\.\d+)?"
_BREAK = re.compile(rf"({_NUMBER})=({_NUMBER})")
_SURCHARGE = re.compile(rf"([A-Z][A-Z0-9]{{0,15}}):([a-z_]+)=({_NUMBER})(?:>=({_NUMBER}))?(?:@([A-Z]{{3}}))?(?:#([a-z_]+))?")


class BadCell(ValueError):
    """The cell does not say what it should; the text names the part that could not be read."""


@dataclass(frozen=True)
class SurchargeCell:
    code: str
    basis: Basis
    rate: Decimal
    minimum: Decimal = Decimal(0)
    currency: str = ""
    stage: str = ""


def read_breaks(cell: str) -> dict[Decimal, Decimal]:
    """From which quantity on which rate. Raises BadCell for an empty cell, an unreadable part or a step named twice."""
    found: dict[Decimal, Decimal] = {}
    for part in cell.split():
        match = _BREAK.fullmatch(part)
        if not match:
            raise BadCell(_("“%(part)s” is no break. Write them like 0=5.00 45=4.00.") % {"part": part})
        start, rate = Decimal(match[1]), Decimal(match[2])
        if start in found:
            raise BadCell(_("The break from %(start)s is named twice.") % {"start": start})
        found[start] = rate
    if not found:
        raise BadCell(_("A rate card needs at least one break, such as 0=5.00."))
    return found


def read_surcharges(cell: str) -> list[SurchargeCell]:
    """The surcharges of a cell, none for an empty one. Raises BadCell."""
    found: dict[str, SurchargeCell] = {}
    for part in cell.split():
        match = _SURCHARGE.fullmatch(part)
        if not match or match[2] not in Basis.values or (match[6] or Stage.MAIN) not in Stage.values:
            raise BadCell(_("“%(part)s” is no surcharge. Write them like FSC:percent=12.5 AWB:per_document=25.") % {"part": part})
        if match[1] in found:
            raise BadCell(_("The surcharge %(code)s is named twice.") % {"code": match[1]})
        found[match[1]] = SurchargeCell(
            match[1], Basis(match[2]), Decimal(match[3]), Decimal(match[4] or 0), match[5] or "", match[6] or ""
        )
    return list(found.values())


def write_breaks(breaks: Iterable[RateBreak]) -> str:
    return " ".join(f"{_text(row.from_quantity)}={_text(row.unit_rate)}" for row in breaks)


def write_surcharges(surcharges: Iterable[Surcharge]) -> str:
    def part(row: Surcharge) -> str:
        least = f">={_text(row.minimum)}" if row.minimum else ""
        own = f"{'@' + row.currency if row.currency else ''}{'#' + row.stage if row.stage else ''}"
        return f"{row.code}:{row.basis}={_text(row.rate)}{least}{own}"

    return " ".join(part(row) for row in surcharges)


def replace_prices(card: RateCard, breaks: dict[Decimal, Decimal], surcharges: list[SurchargeCell]) -> None:
    """Give the card these breaks and surcharges instead of those it had; the caller's transaction holds both."""
    RateBreak.objects.filter(card=card).delete()
    Surcharge.objects.filter(card=card).delete()
    RateBreak.objects.bulk_create(
        [RateBreak(hub_id=card.hub_id, card=card, from_quantity=start, unit_rate=rate) for start, rate in sorted(breaks.items())]
    )
    Surcharge.objects.bulk_create(
        [
            Surcharge(
                hub_id=card.hub_id,
                card=card,
                code=cell.code,
                basis=cell.basis,
                rate=cell.rate,
                minimum=cell.minimum,
                currency=cell.currency,
                stage=cell.stage,
            )
            for cell in surcharges
        ]
    )


def figures_of(card: RateCard) -> dict[str, str]:
    """What a card asks and for how long, for the history."""
    return {
        "breaks": write_breaks(card.breaks.order_by("from_quantity")),
        "surcharges": write_surcharges(card.surcharges.order_by("pk")),
        "lane": f"{card.lane} {card.container}".strip(),
        "minimum": f"{_text(Decimal(card.minimum))} {card.currency}",
        "valid": f"{card.valid_from} – {card.valid_to or ''}".strip(),
        "source": card.source,
    }


def note_card(*, card: RateCard, by, before: dict[str, str]) -> None:
    """Write into the history what somebody entered or changed on a card; nothing where nothing changed."""
    after = figures_of(card)
    if after != before:
        record(subject=card, action="rate_card.changed" if before else "rate_card.entered", by=by, before=before, after=after)


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}"
