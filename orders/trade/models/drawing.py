from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.trade.enums import STANDING_DRAWINGS, AdviceState, DrawingState


class CreditDrawing(HubOwned):
    """A letter of credit as the security of one call-off: so much of it stands for what is not paid yet. The letter named is the one that
    was read when an officer confirmed it."""

    call_off = models.ForeignKey("trade.CallOff", on_delete=models.PROTECT, related_name="drawings", verbose_name=_("call-off"))
    letter = models.ForeignKey(
        "trade.LetterOfCredit", on_delete=models.PROTECT, related_name="drawings", verbose_name=_("letter of credit")
    )
    state = models.CharField(_("state"), max_length=10, choices=DrawingState.choices, default=DrawingState.ASKED)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    presented_on = models.DateField(_("presented on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=600, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("drawing on a letter of credit")
        verbose_name_plural = _("drawings on letters of credit")
        ordering = ["-pk"]
        permissions = [("confirm_credit", "Can confirm that a letter of credit secures a call-off")]
        constraints = [
            models.UniqueConstraint(fields=["call_off"], condition=Q(state__in=STANDING_DRAWINGS), name="one_drawing_stands_a_call_off"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="drawing_above_zero"),
            models.CheckConstraint(
                condition=Q(state__in=[DrawingState.ASKED, DrawingState.DECLINED, DrawingState.ENDED]) | Q(confirmed_by__isnull=False),
                name="drawing_secures_once_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="drawing_by_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.call_off} · {self.letter}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()


class BankAdvice(HubOwned):
    """The bank's word that it has paid under a letter of credit: what reached us and what it kept. One officer writes it down, another
    confirms it; then it is money of the order."""

    drawing = models.ForeignKey(CreditDrawing, on_delete=models.PROTECT, related_name="advices", verbose_name=_("drawing"))
    reference = models.CharField(_("bank's reference"), max_length=64)
    amount = models.DecimalField(_("amount that came"), max_digits=16, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    charges = models.DecimalField(
        _("charges deducted"), max_digits=16, decimal_places=2, default=0, validators=[MinValueValidator(0)],
        help_text=_("What the banks kept of what was drawn."),
    )  # fmt: skip
    value_on = models.DateField(_("value date"))
    line = models.ForeignKey(
        "bank_transfer.BankLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("bank line"),
        help_text=_("The line of our statement that shows the money, where it is read in already."),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=9, choices=AdviceState.choices, default=AdviceState.WAITING)
    payment = models.OneToOneField(
        "payments.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("payment")
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("bank advice")
        verbose_name_plural = _("bank advices")
        ordering = ["-pk"]
        permissions = [("confirm_advice", "Can confirm a bank's advice of payment")]
        constraints = [
            models.UniqueConstraint(fields=["drawing", "reference"], condition=~Q(state=AdviceState.DROPPED), name="advice_told_once"),
            models.UniqueConstraint(fields=["line"], condition=~Q(state=AdviceState.DROPPED), name="advice_of_one_bank_line"),
            models.CheckConstraint(condition=Q(amount__gt=0, charges__gte=0), name="advice_amounts"),
            models.CheckConstraint(condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")), name="advice_has_four_eyes"),
            models.CheckConstraint(
                condition=Q(state=AdviceState.CONFIRMED, confirmed_by__isnull=False, payment__isnull=False)
                | (~Q(state=AdviceState.CONFIRMED) & Q(payment__isnull=True)),
                name="advice_confirmed_is_a_payment",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, self.drawing.currency).rounded()

    @property
    def kept(self) -> Money:
        """By the banks."""
        return Money(self.charges, self.drawing.currency).rounded()

    @property
    def drawn(self) -> Money:
        """What the bank paid before charges: what the buyer owes less."""
        return self.money + self.kept
