"""Words a firm writes often."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from orders.talk.models import SavedAnswer
from sellers.models import Seller


def save_answer(*, seller: Seller, title: str, text: str, pk: int | None = None) -> SavedAnswer | None:
    """A new one, or that one anew; None where another of the firm's has this title."""
    row = SavedAnswer(seller=seller, pk=pk, hub=seller.hub, title=title.strip(), text=text.strip())
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return None
    return row


def drop_answer(row: SavedAnswer) -> None:
    SavedAnswer.objects.filter(pk=row.pk).delete()
