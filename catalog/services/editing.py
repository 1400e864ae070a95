"""The one door through which a listing is changed by those who keep it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.exceptions import NotTheSeller, PublishRefused
from catalog.models import Product
from catalog.services.covers import choose_cover
from catalog.services.listings import refresh
from catalog.services.publishing import missing_for
from sellers.enums import DecisionKind, SellerState
from sellers.models import Member, Seller

if TYPE_CHECKING:
    from marketplace.accounts.models import User


class MayNotEdit(Exception):
    """The firm may not change its goods just now; `message` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StillOnSale(PublishRefused):
    """The change would take from a listing on sale what it needs to be there; nothing was changed. `missing` names it."""


@contextmanager
def editing(product: Product, *, by: User | None) -> Iterator[Product]:
    """The product under lock, for somebody of its shop (None: the house itself). Cover, list rows and search words follow the change.
    Raises NotTheSeller, MayNotEdit, and StillOnSale at the end."""
    with transaction.atomic():
        locked = Product.objects.locked().select_related("seller").get(pk=product.pk)
        if by is not None:
            check_may_edit(locked.seller, by)
        # What was missing before (a paper ran out last night) is not this change's doing.
        before = {item.code for item in missing_for(locked)} if locked.is_published else set()
        yield locked
        choose_cover(locked)
        locked.save(update_fields=["updated_at"])
        if locked.is_published and (taken := [item for item in missing_for(locked) if item.code not in before]):
            raise StillOnSale(taken)
        refresh(locked)


def check_may_edit(seller: Seller, by: User) -> None:
    """Raises NotTheSeller for a stranger, MayNotEdit for a firm that is suspended or was refused."""
    if not Member.objects.filter(seller=seller, user=by).exists():
        raise NotTheSeller
    if why := why_not_edit(seller):
        raise MayNotEdit(why)


def why_not_edit(seller: Seller) -> str:
    """Why this firm may not change its goods; empty when it may."""
    if seller.state == SellerState.SUSPENDED:
        decision = seller.decisions.filter(kind=DecisionKind.SUSPENDED).first()
        if reasons := " ".join(reason.text for reason in decision.reasons.all()) if decision else "":
            return _("RDB has suspended your firm, so nothing can be changed or sold. Its reason: %(reasons)s") % {"reasons": reasons}
        return _("RDB has suspended your firm, so nothing can be changed or sold. The reason is in the letter we sent you.")
    if seller.state == SellerState.REJECTED:
        return _("RDB has not accepted your firm, so nothing can be listed. Your application page says why.")
    return ""
