from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import DatedRow

PREFIX = RegexValidator(r"^(\d{2}|\d{4}|\d{6,10})?\Z", _("Two, four or six to ten digits without dots; empty for all goods."))


class MarketRow(DatedRow):
    """A fact of the law of one market."""

    market = models.ForeignKey("duties.Market", on_delete=models.PROTECT, related_name="+", verbose_name=_("market"))

    class Meta(DatedRow.Meta):
        abstract = True

    def after_change(self) -> None:
        from orders.duties.kept import forget_books  # it reads these models

        transaction.on_commit(forget_books)
