"""Rate cards at the desk: a change to a card in force is a newer card."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.approval.enums import RowState
from orders.logistics.models import RateBreak, RateCard, Surcharge
from orders.logistics.rate_sheet import note_card

if TYPE_CHECKING:
    from marketplace.accounts.models import User

OWN = {"id", "state", "proposed_by", "confirmed_by", "confirmed_at", "valid_from", "valid_to"}


@transaction.atomic
def propose_newer(*, card: RateCard, valid_from: date, by: User) -> RateCard:
    """A proposal with all this card says, from that day on; the officer then changes the figures."""
    facts = {field.name: getattr(card, field.name) for field in RateCard._meta.concrete_fields if field.name not in OWN}
    newer = RateCard.objects.create(**facts, valid_from=valid_from, proposed_by=by, state=RowState.PROPOSED)
    for model, rows in ((RateBreak, card.breaks.all()), (Surcharge, card.surcharges.all())):
        model.objects.bulk_create([_copy(row, newer) for row in rows])
    note_card(card=newer, by=by, before={})
    return newer


def _copy(row: RateBreak | Surcharge, card: RateCard) -> RateBreak | Surcharge:
    facts = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in ("id", "card")}
    return type(row)(**facts, card=card)
