from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.incoterms import Incoterm
from orders.trade.enums import GRAMS, RUNNING_REQUESTS, Measure, RequestState

HS_DIGITS = RegexValidator(r"^([0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})?\Z", _("Four, six, eight or ten digits of the HS code, or nothing."))
ENDED = [RequestState.AWARDED, RequestState.EXPIRED, RequestState.WITHDRAWN]


class RequestQuerySet(models.QuerySet):
    def locked(self) -> RequestQuerySet:
        """Every step of a request, its offers and their samples queues at this row."""
        return self.select_for_update(of=("self",)).order_by("pk")


class QuotationRequest(HubOwned):
    """A buyer asks for a quantity at a place by a day. `due_at` is when its state ends by itself."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.DRAFT)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("buyer"))
    company_name = models.CharField(_("your company"), max_length=160)
    language = models.CharField(_("language of letters"), max_length=8, default="en")

    product = models.ForeignKey(
        "catalog.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("product")
    )
    title = models.CharField(_("what you need"), max_length=160)
    sector = models.ForeignKey(
        "sellers.Sector", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of goods")
    )
    hs_code = models.CharField(_("HS code"), max_length=10, blank=True, validators=[HS_DIGITS])
    details = models.TextField(_("quality and details"), blank=True, max_length=4000)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, validators=[MinValueValidator(Decimal("0.001"))])
    unit = models.CharField(_("counted in"), max_length=8, choices=Measure.choices, default=Measure.KILOGRAM)
    packing = models.CharField(_("packing"), max_length=240, blank=True)
    certificates = ArrayField(models.CharField(max_length=40), verbose_name=_("certificates"), default=list, blank=True)
    other_certificates = models.CharField(_("other certificates"), max_length=240, blank=True)
    term = models.CharField(_("Incoterm"), max_length=3, choices=Incoterm.choices, default=Incoterm.FCA)
    place = models.CharField(_("named place"), max_length=120)
    target_price = models.DecimalField(
        _("target price for one unit"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    currency = models.CharField(_("currency"), max_length=3)
    deadline = models.DateTimeField(_("offers until"))
    time_zone = models.CharField(_("time zone"), max_length=40)

    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    due_at = models.DateTimeField(_("next step by"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    objects = HubManager.from_queryset(RequestQuerySet)()
    across_hubs = models.Manager.from_queryset(RequestQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("request for quotation")
        verbose_name_plural = _("requests for quotation")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="request_quantity_above_zero"),
            models.CheckConstraint(condition=Q(target_price__isnull=True) | Q(target_price__gt=0), name="request_target_above_zero"),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT, due_at__isnull=True, ended_at__isnull=True)
                | Q(state__in=RUNNING_REQUESTS, due_at__isnull=False, ended_at__isnull=True)
                | Q(state__in=ENDED, due_at__isnull=True, ended_at__isnull=False),
                name="request_running_has_a_clock",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="request_by_clock", condition=Q(due_at__isnull=False)),
            models.Index(fields=["buyer", "-created_at"], name="request_of_buyer"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_REQUESTS

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT

    @property
    def target(self) -> Money | None:
        """For one unit."""
        return None if self.target_price is None else Money(self.target_price, self.currency).rounded()

    @property
    def grams(self) -> Decimal | None:
        """The whole quantity, where it is a weight."""
        return self.quantity * GRAMS[self.unit] if self.unit in GRAMS else None


class RequestMatch(HubOwned):
    """A seller to whom the request was shown, and why."""

    request = models.ForeignKey(QuotationRequest, on_delete=models.CASCADE, related_name="matches", verbose_name=_("request"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    reasons = models.JSONField(_("reasons"), help_text=_("orders.trade.reasons puts them into words."))
    told_at = models.DateTimeField(_("told"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("matched seller")
        verbose_name_plural = _("matched sellers")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["request", "seller"], name="seller_told_once_of_a_request")]

    def __str__(self) -> str:
        return f"{self.request_id} · {self.seller_id}"
