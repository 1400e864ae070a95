from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from orders.talk.enums import Side


class ThreadQuerySet(models.QuerySet):
    def locked(self) -> ThreadQuerySet:
        """Whoever writes into a conversation passes through its row."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def unanswered(self) -> ThreadQuerySet:
        return self.filter(waits_since__isnull=False)


class Thread(HubOwned):
    """What a buyer and a firm say to each other about one product, or about one order."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("buyer"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    product = models.ForeignKey(
        "catalog.Product", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("product")
    )
    order = models.ForeignKey("orders.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("order"))
    began_at = models.DateTimeField(_("began"), default=timezone.now)
    last_at = models.DateTimeField(_("last message"), default=timezone.now)
    last_side = models.CharField(_("written by"), max_length=6, choices=Side.choices, blank=True)
    waits_since = models.DateTimeField(
        _("waits for an answer since"), null=True, blank=True, help_text=_("The buyer’s first message after the firm’s last.")
    )
    unread_buyer = models.PositiveIntegerField(_("not read by the buyer"), default=0)
    unread_seller = models.PositiveIntegerField(_("not read by the seller"), default=0)
    first_asked_at = models.DateTimeField(_("first asked"), null=True, blank=True)
    first_answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)

    objects = HubManager.from_queryset(ThreadQuerySet)()
    across_hubs = models.Manager.from_queryset(ThreadQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(product__isnull=False, order__isnull=True) | Q(product__isnull=True, order__isnull=False),
                name="thread_about_one_thing",
            ),
            models.UniqueConstraint(fields=["buyer", "product"], name="thread_once_a_product", condition=Q(product__isnull=False)),
            models.UniqueConstraint(fields=["order"], name="thread_once_an_order", condition=Q(order__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["buyer", "-last_at"], name="thread_of_buyer"),
            models.Index(fields=["buyer"], name="thread_unread_by_buyer", condition=Q(unread_buyer__gt=0)),
            models.Index(fields=["seller", "-last_at"], name="thread_of_seller"),
            models.Index(fields=["seller", "waits_since"], name="thread_waits", condition=Q(waits_since__isnull=False)),
            models.Index(fields=["first_asked_at"], name="thread_by_first_question"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def unread_by(self, side: str) -> int:
        return self.unread_buyer if side == Side.BUYER else self.unread_seller
