from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.aftersale.enums import OPEN_DISPUTES, DisputeKind, DisputeState, Side
from orders.enums import Bearer


class Dispute(HubOwned):
    """Something is wrong, and money is wished for it: buyer and seller first, then RDB decides."""

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="disputes", verbose_name=_("order"))
    number = models.CharField(_("number"), max_length=32, unique=True)
    kind = models.CharField(_("about"), max_length=20, choices=DisputeKind.choices)
    state = models.CharField(_("state"), max_length=12, choices=DisputeState.choices, default=DisputeState.WITH_SELLER)
    goods_return = models.ForeignKey(
        "aftersale.GoodsReturn", null=True, blank=True, on_delete=models.PROTECT, related_name="disputes", verbose_name=_("return")
    )
    rule = models.ForeignKey("aftersale.DisputeRule", on_delete=models.PROTECT, related_name="+", verbose_name=_("rule"))
    currency = models.CharField(_("currency"), max_length=3)
    wish_amount = models.DecimalField(_("wished"), max_digits=14, decimal_places=2)
    offer_amount = models.DecimalField(pgettext_lazy("in a dispute", "offered"), max_digits=14, decimal_places=2, null=True, blank=True)
    outcome_amount = models.DecimalField(_("agreed or decided"), max_digits=14, decimal_places=2, null=True, blank=True)
    borne_by = models.CharField(_("who pays"), max_length=8, choices=Bearer.choices, blank=True)

    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    due_at = models.DateTimeField(_("next step by"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("laid before RDB"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    refund = models.OneToOneField("payments.Refund", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(HubOwned.Meta):
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-pk"]
        permissions = [("decide_dispute", "Can decide a dispute")]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state__in=OPEN_DISPUTES), name="one_open_dispute_an_order"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_DISPUTES, due_at__isnull=False, ended_at__isnull=True)
                | (~Q(state__in=OPEN_DISPUTES) & Q(due_at__isnull=True, ended_at__isnull=False)),
                name="dispute_open_has_a_clock",
            ),
            models.CheckConstraint(condition=Q(wish_amount__gt=0), name="dispute_wish_above_zero"),
            models.CheckConstraint(
                condition=~Q(state__in=[DisputeState.SETTLED, DisputeState.DECIDED]) | Q(outcome_amount__gte=0),
                name="dispute_closed_has_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="dispute_by_clock", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_DISPUTES

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < timezone.now()

    @property
    def wish(self) -> Money:
        return Money(self.wish_amount, self.currency).rounded()

    @property
    def offer(self) -> Money | None:
        return None if self.offer_amount is None else Money(self.offer_amount, self.currency).rounded()

    @property
    def outcome(self) -> Money | None:
        return None if self.outcome_amount is None else Money(self.outcome_amount, self.currency).rounded()


class Statement(HubOwned):
    """What one side said in a dispute. The database refuses to change or delete it (migration 0002)."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="statements", verbose_name=_("dispute"))
    side = models.CharField(_("who"), max_length=8, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(pgettext_lazy("said in a dispute", "words"), blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = pgettext_lazy("said in a dispute", "statement")
        verbose_name_plural = _("statements")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.side} · {self.at:%Y-%m-%d %H:%M}"

    @property
    def money(self) -> Money | None:
        return None if self.amount is None else Money(self.amount, self.currency).rounded()
