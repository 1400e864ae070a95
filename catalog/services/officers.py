"""What RDB does with a listing: take it off sale, name its code. Each is told to the seller by letter after commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import HsCode, Product
from catalog.services.listings import refresh
from catalog.services.publishing import withdraw
from marketplace.history.services import record
from marketplace.mail.services import send_after_commit
from sellers.selectors.sellers import owners_of

if TYPE_CHECKING:
    from marketplace.accounts.models import User


class ListingNotOnSale(Exception):
    """Somebody was quicker: it is off sale already. Nothing was changed."""

    def __init__(self, product: Product) -> None:
        self.message = _("“%(name)s” is no longer on sale; nothing was changed.") % {"name": product}
        super().__init__(self.message)


@transaction.atomic
def withdraw_as_officer(*, products: Iterable[Product], by: User, reason: str) -> None:
    """Take these off sale, all or none; the reason goes to their sellers and into the history. Raises PermissionDenied, ListingNotOnSale,
    ValueError without a reason."""
    if not by.has_perm("catalog.withdraw_product"):
        raise PermissionDenied
    if not (reason := reason.strip()):
        raise ValueError("A seller is owed a reason.")
    for product in sorted(products, key=lambda one: one.pk):
        locked = Product.objects.locked().select_related("seller").get(pk=product.pk)
        if not locked.is_published:
            raise ListingNotOnSale(locked)
        withdraw(product=locked, by=by, reason=reason)
        _tell(locked, "catalog/mail/withdrawn", reason=reason)


@transaction.atomic
def classify(*, product: Product, hs_code: HsCode, by: User, note: str = "") -> None:
    """Write the code a seller asked for. Raises PermissionDenied."""
    if not by.has_perm("catalog.classify_product"):
        raise PermissionDenied
    locked = Product.objects.locked().select_related("seller", "hs_code").get(pk=product.pk)
    before = {"hs_code": locked.hs_code.code if locked.hs_code else "", "hs_question": locked.hs_question}
    locked.hs_code, locked.hs_question = hs_code, ""
    locked.save(update_fields=["hs_code", "hs_question", "updated_at"])
    record(subject=locked, action="product.classified", by=by, before=before, after={"hs_code": hs_code.code}, note=note)
    refresh(locked)
    _tell(locked, "catalog/mail/classified", code=hs_code.dotted, title=hs_code.title_en, note=note)


def _tell(product: Product, template: str, **context: str) -> None:
    for owner in owners_of(product.seller):
        facts = {"name": product.name_en, "product": product.pk, "seller": str(product.seller), **context}
        send_after_commit(to=owner.email, template=template, language=owner.language, context=facts)
