from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.payments.enums import DEAD, EFFECTIVE, LIVE, PaymentState


def new_reference() -> str:
    """Our number at the provider: letters and digits, unguessable, at most 64."""
    return "P" + secrets.token_hex(14).upper()


class PaymentQuerySet(models.QuerySet):
    def live(self) -> PaymentQuerySet:
        return self.filter(state__in=LIVE)

    def locked(self) -> PaymentQuerySet:
        """In primary-key order, so that two settlements never wait on each other in a circle."""
        return self.select_for_update().order_by("pk")


class Payment(HubOwned):
    """One attempt to collect one amount for one purpose. What was agreed never changes on it; money is moved by services alone."""

    reference = models.CharField(_("reference"), max_length=64, unique=True, default=new_reference, editable=False)
    purpose = models.CharField(_("purpose"), max_length=40)
    key = models.CharField(_("for"), max_length=80)
    provider = models.CharField(_("provider"), max_length=40)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    description = models.CharField(_("description"), max_length=200, blank=True)
    return_url = models.CharField(_("return address"), max_length=500)
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts", db_index=False, verbose_name=_("part of")
    )
    redirect_url = models.TextField(_("address at the provider"), blank=True)
    is_on_phone = models.BooleanField(_("begun on a phone"), default=False)
    shown_code = models.TextField(_("code to scan"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=PaymentState.choices, default=PaymentState.CREATED)
    provider_reference = models.CharField(_("provider's number"), max_length=64, blank=True)
    captured_amount = models.DecimalField(_("captured"), max_digits=14, decimal_places=2, default=0)
    captured_currency = models.CharField(_("captured currency"), max_length=3, blank=True)
    refund_requested = models.DecimalField(_("refund asked"), max_digits=14, decimal_places=2, default=0)
    refunded_amount = models.DecimalField(_("refunded"), max_digits=14, decimal_places=2, default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    queries = models.PositiveSmallIntegerField(_("questions asked"), default=0)
    next_query_at = models.DateTimeField(_("next question"), null=True, blank=True)

    objects = HubManager.from_queryset(PaymentQuerySet)()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "purpose", "key"], condition=Q(state__in=[*LIVE, *EFFECTIVE]), name="one_effective_payment_a_purpose"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_above_zero"),
            models.CheckConstraint(
                condition=Q(refunded_amount__gte=0)
                & Q(refund_requested__gte=models.F("refunded_amount"))
                & Q(captured_amount__gte=models.F("refund_requested")),
                name="payment_refunds_within_captured",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*LIVE, *DEAD], captured_amount=0, captured_currency="")
                | Q(
                    state__in=EFFECTIVE,
                    captured_amount=models.F("amount"),
                    captured_currency=models.F("currency"),
                    paid_at__isnull=False,
                )
                # What goes back is what came, whatever was due.
                | Q(
                    state__in=[PaymentState.UNWANTED, PaymentState.REFUNDED],
                    captured_amount__gt=0,
                    captured_currency__gt="",
                    paid_at__isnull=False,
                ),
                name="payment_captured_as_its_state_says",
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "purpose", "key"], name="payment_purpose_key"),
            models.Index(fields=["next_query_at"], name="payment_to_ask", condition=Q(state__in=LIVE)),
            models.Index(fields=["part_of"], name="payment_parts", condition=Q(part_of__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def captured(self) -> Money | None:
        """What came, to the cent; None while nothing has. Only money that goes back may differ from what was due."""
        return Money(self.captured_amount, self.captured_currency) if self.captured_currency else None

    @property
    def refundable(self) -> Money:
        """What can still be sent back."""
        return Money(self.captured_amount - self.refund_requested, self.captured_currency or self.currency)

    @property
    def refunded(self) -> Money:
        return Money(self.refunded_amount, self.captured_currency or self.currency)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_paid(self) -> bool:
        """The money has come and stands for the purpose."""
        return self.state in EFFECTIVE
