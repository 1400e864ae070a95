from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import approved_constraints
from orders.duties.enums import WITHOUT_CURRENCY, LimitKind, Regime
from orders.duties.models.dated import MarketRow

REGIMES = [(regime.value, regime.label) for regime in (Regime.CROSS_BORDER, Regime.PARCEL, Regime.GENERAL)]


class RegimeLimit(MarketRow):
    """A number of a regime's rules: a limit, a share, a waiver. An amount is in the market's currency; a share or a yes has none."""

    KEY = ("market", "regime", "kind")

    regime = models.CharField(_("regime"), max_length=20, choices=REGIMES)
    kind = models.CharField(_("kind"), max_length=20, choices=LimitKind.choices)
    amount = models.DecimalField(_("amount or share"), max_digits=14, decimal_places=4, validators=[MinValueValidator(Decimal(0))])

    class Meta(MarketRow.Meta):
        verbose_name = _("limit of a regime")
        verbose_name_plural = _("limits of regimes")
        ordering = ["market", "regime", "kind", "-valid_from"]
        constraints = [
            *approved_constraints("regime_limit", ("market", "regime", "kind")),
            models.CheckConstraint(condition=Q(amount__gte=0), name="regime_limit_not_negative"),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in WITHOUT_CURRENCY]) | Q(amount__lte=1), name="regime_limit_share_up_to_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market.code} {self.get_regime_display()}: {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if self.kind in WITHOUT_CURRENCY and self.amount is not None and self.amount > 1:
            raise ValidationError({"amount": _("A share lies between 0 and 1.")})
