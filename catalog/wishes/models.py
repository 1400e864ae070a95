from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money


class Wish(HubOwned):
    """A product that a person keeps in mind, and what it cost when they did."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))
    variant = models.ForeignKey("catalog.Variant", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("variant"))
    seen_amount = models.DecimalField(_("price then"), max_digits=14, decimal_places=2, null=True)
    seen_currency = models.CharField(_("currency of that price"), max_length=3, blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "product"], name="wish_once_a_product")]
        indexes = [models.Index(fields=["product"], name="wish_of_product")]

    def __str__(self) -> str:
        return f"{self.product_id}"

    @property
    def seen(self) -> Money | None:
        """What one cost then."""
        return Money(self.seen_amount, self.seen_currency).rounded() if self.seen_amount is not None else None


class RestockAskQuerySet(models.QuerySet):
    def waiting(self) -> RestockAskQuerySet:
        """Neither told, nor taken back, nor run out."""
        return self.filter(told_at=None, stopped_at=None, expires_at__gt=timezone.now())


class RestockAsk(HubOwned):
    """A person's wish for one letter when a sold-out variant can be bought again. Over with that letter."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text=_("Opens the page that stops the letters."))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+", verbose_name=_("variant"))
    language = models.CharField(_("language"), max_length=8)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = HubManager.from_queryset(RestockAskQuerySet)()
    across_hubs = models.Manager.from_queryset(RestockAskQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("wish for a letter")
        verbose_name_plural = _("wishes for a letter")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "variant"], name="restock_asked_once", condition=Q(told_at__isnull=True, stopped_at__isnull=True)
            ),
            models.CheckConstraint(condition=Q(told_at__isnull=True) | Q(stopped_at__isnull=True), name="restock_ask_ends_one_way"),
        ]
        indexes = [
            models.Index(fields=["variant"], name="restock_waiting", condition=Q(told_at__isnull=True, stopped_at__isnull=True)),
            models.Index(fields=["expires_at"], name="restock_ask_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}"
