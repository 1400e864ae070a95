from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import approved_constraints
from orders.duties.enums import RateKind
from orders.duties.models.dated import PREFIX, MarketRow
from orders.duties.models.market import COUNTRY


class TaxRate(MarketRow):
    """What a market takes of goods whose code begins so. The longest prefix speaks; a row without any rate says that it is unknown."""

    KEY = ("market", "kind", "hs_prefix", "origin")

    hs_prefix = models.CharField(_("HS codes that begin with"), max_length=10, blank=True, validators=[PREFIX])
    kind = models.CharField(_("kind"), max_length=12, choices=RateKind.choices)
    origin = models.CharField(
        _("country of origin"), max_length=2, blank=True, validators=[COUNTRY], help_text=_("A preference names its country; empty is any.")
    )
    percent = models.DecimalField(
        _("rate, %"), max_digits=7, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    per_kg = models.DecimalField(
        _("amount per kg"),
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("In the market’s currency, of the net weight. Leave both empty where the rate is no longer known."),
    )
    proof = models.CharField(_("proof of origin"), max_length=160, blank=True, help_text=_("What must be presented for the preference."))
    needs_direct_transport = models.BooleanField(_("needs direct transport"), default=False)

    class Meta(MarketRow.Meta):
        verbose_name = _("duty or tax rate")
        verbose_name_plural = _("duty and tax rates")
        ordering = ["market", "hs_prefix", "kind", "-valid_from"]
        constraints = [
            *approved_constraints("tax_rate", ("market", "kind", "hs_prefix", "origin")),
            models.CheckConstraint(condition=Q(hs_prefix__regex=r"^(\d{2}|\d{4}|\d{6,10})?$"), name="tax_rate_prefix_is_digits"),
            models.CheckConstraint(condition=Q(percent__isnull=True) | Q(per_kg__isnull=True), name="tax_rate_one_measure"),
            models.CheckConstraint(
                condition=(Q(percent__isnull=True) | Q(percent__gte=0)) & (Q(per_kg__isnull=True) | Q(per_kg__gte=0)),
                name="tax_rate_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RateKind.CONSUMPTION) | Q(percent__isnull=True) | Q(percent__lt=100), name="tax_rate_inside_its_base"
            ),
            models.CheckConstraint(
                condition=Q(kind=RateKind.PREFERENCE) & ~Q(origin="") & ~Q(proof="")
                | ~Q(kind=RateKind.PREFERENCE) & Q(proof="", needs_direct_transport=False),
                name="tax_rate_preference_has_a_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market.code} {self.hs_prefix or '*'} {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        problems = {}
        if self.percent is not None and self.per_kg is not None:
            problems["per_kg"] = _("A rate is a percentage or an amount per kg, not both.")
        if self.kind == RateKind.CONSUMPTION and self.percent is not None and self.percent >= 100:
            problems["percent"] = _("Consumption tax lies inside its own base and stays below 100 %.")
        if self.kind == RateKind.PREFERENCE:
            problems |= {
                name: _("A preference names its country and the proof of origin.")
                for name in ("origin", "proof")
                if not getattr(self, name)
            }
        elif self.proof or self.needs_direct_transport:
            problems["proof"] = _("Only a preference asks for a proof of origin or direct transport.")
        if problems:
            raise ValidationError(problems)
