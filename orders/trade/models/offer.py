from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.incoterms import Incoterm
from orders.trade.enums import LIVE_OFFERS, OfferState, Side


class Offer(HubOwned):
    """What one seller offers for a request. Its words are the rows of Terms; `due_at` is the end of what is on the table."""

    request = models.ForeignKey("trade.QuotationRequest", on_delete=models.PROTECT, related_name="offers", verbose_name=_("request"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    number = models.CharField(_("number"), max_length=28, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=OfferState.choices, default=OfferState.SUBMITTED)
    is_revised = models.BooleanField(_("revised"), default=False, help_text=_("One revision is allowed."))
    is_countered = models.BooleanField(_("countered"), default=False, help_text=_("One counter-offer is allowed."))
    agreed = models.ForeignKey("trade.Terms", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("agreed"))
    note = models.TextField(_("last word"), blank=True)

    made_at = models.DateTimeField(_("made"), default=timezone.now)
    due_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(state=OfferState.ACCEPTED), name="one_offer_accepted_of_a_request"),
            models.UniqueConstraint(fields=["request", "seller"], condition=Q(state__in=LIVE_OFFERS), name="one_live_offer_of_a_seller"),
            models.CheckConstraint(
                condition=Q(state__in=LIVE_OFFERS, due_at__isnull=False, ended_at__isnull=True)
                | (~Q(state__in=LIVE_OFFERS) & Q(due_at__isnull=True, ended_at__isnull=False)),
                name="offer_live_has_a_clock",
            ),
            models.CheckConstraint(
                condition=Q(state=OfferState.ACCEPTED, agreed__isnull=False) | (~Q(state=OfferState.ACCEPTED) & Q(agreed__isnull=True)),
                name="offer_accepted_says_what",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="offer_by_clock", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return self.number

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_OFFERS

    @property
    def on_table(self) -> Terms:
        """What counts now: what was agreed; the buyer's last words while the seller answers them; otherwise the seller's last."""
        rows = list(self.terms.all())
        if self.agreed_id:
            return next(row for row in rows if row.pk == self.agreed_id)
        side = Side.BUYER if self.state == OfferState.COUNTERED else Side.SELLER
        return [row for row in rows if row.side == side][-1]


class Terms(HubOwned):
    """What one side put on the table. The database refuses to change or delete it (migration 0002)."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="terms", verbose_name=_("offer"))
    position = models.PositiveSmallIntegerField(_("position"))
    side = models.CharField(_("who"), max_length=8, choices=Side.choices)
    unit_price = models.DecimalField(
        _("price for one unit"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    currency = models.CharField(_("currency"), max_length=3)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, validators=[MinValueValidator(Decimal("0.001"))])
    term = models.CharField(_("Incoterm"), max_length=3, choices=Incoterm.choices)
    place = models.CharField(_("named place"), max_length=120)
    lead_days = models.PositiveSmallIntegerField(_("ready within days"))
    valid_until = models.DateTimeField(_("valid until"))
    note = models.TextField(_("further terms"), blank=True, max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("terms")
        verbose_name_plural = _("terms")
        ordering = ["offer", "position"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "position"], name="terms_one_after_the_other"),
            models.CheckConstraint(condition=Q(unit_price__gt=0, quantity__gt=0), name="terms_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.unit_price} {self.currency}"

    @property
    def price(self) -> Money:
        """For one unit."""
        return Money(self.unit_price, self.currency).rounded()

    @property
    def total(self) -> Money:
        return Money(self.unit_price * self.quantity, self.currency).rounded()
