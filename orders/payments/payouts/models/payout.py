from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.payments.ledger.enums import EntryKind, Item
from orders.payments.payouts.enums import BatchState, PayoutState, Way
from sellers.enums import PayoutKind


class PayoutQuerySet(models.QuerySet):
    def locked(self) -> PayoutQuerySet:
        return self.select_for_update(of=("self",)).order_by("pk")


class PayoutBatchQuerySet(models.QuerySet):
    def locked(self) -> PayoutBatchQuerySet:
        """Lock the batch before its payouts where both are needed."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def waiting(self) -> PayoutBatchQuerySet:
        return self.filter(released_at=None, ended_at=None)


class PayoutBatch(HubOwned):
    """Payouts of one kind and currency that leave the house together: one officer prepares them, another releases them. The database
    keeps the two apart."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("paid to"), max_length=4, choices=PayoutKind.choices)
    currency = models.CharField(_("currency"), max_length=3)
    schedule = models.ForeignKey("payouts.PayoutSchedule", on_delete=models.PROTECT, related_name="+", verbose_name=_("paid from"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    way = models.CharField(_("leaves the house"), max_length=6, choices=Way.choices, default=Way.FILE)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    ended_at = models.DateTimeField(_("sent back"), null=True, blank=True)
    end_note = models.CharField(_("why it was sent back"), max_length=200, blank=True)

    objects = HubManager.from_queryset(PayoutBatchQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("payout file")
        verbose_name_plural = _("payout files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                # A file of the time before four eyes has a moment of release, and nobody who released it.
                condition=Q(released_by__isnull=True)
                | (Q(released_at__isnull=False, made_by__isnull=False) & ~Q(released_by=F("made_by"))),
                name="payout_file_has_four_eyes",
            ),
            models.CheckConstraint(condition=Q(released_at__isnull=True) | Q(ended_at__isnull=True), name="payout_file_leaves_or_not"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> BatchState:
        if self.released_at:
            return BatchState.RELEASED
        return BatchState.SENT_BACK if self.ended_at else BatchState.WAITING


class Payout(HubOwned):
    """What one seller is paid for one period: the account as it stood on the day, and below it every line it is made of. The
    database keeps the lines, and refuses a payout that is not their sum (migration 0002)."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    schedule = models.ForeignKey("payouts.PayoutSchedule", on_delete=models.PROTECT, related_name="+", verbose_name=_("schedule"))
    batch = models.ForeignKey(
        PayoutBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="payouts", verbose_name=_("payout file")
    )
    state = models.CharField(_("state"), max_length=10, choices=PayoutState.choices, default=PayoutState.PREPARED)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    kind = models.CharField(_("paid to"), max_length=4, choices=PayoutKind.choices)
    destination = EncryptedField(_("account"), editable=False)
    masked = models.CharField(_("account, masked"), max_length=120)
    day = models.DateField(_("payout day"))
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    ended_at = models.DateTimeField(pgettext_lazy("payout", "came back"), null=True, blank=True)
    bank_reference = models.CharField(_("the bank's number"), max_length=64, blank=True)
    end_note = models.CharField(_("why it came back"), max_length=200, blank=True)

    objects = HubManager.from_queryset(PayoutQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-pk"]
        permissions = [("send_payout", "Can send payouts, and note what became of them; each reading of an account is logged")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payout_above_zero"),
            models.CheckConstraint(
                condition=Q(state=PayoutState.PREPARED, sent_at__isnull=True)
                | Q(state=PayoutState.WITHDRAWN, batch__isnull=True, ended_at__isnull=False)
                | Q(state=PayoutState.SENT, batch__isnull=False, sent_at__isnull=False)
                | Q(state=PayoutState.PAID, batch__isnull=False, paid_at__isnull=False, ended_at__isnull=True)
                | Q(state=PayoutState.RETURNED, batch__isnull=False, ended_at__isnull=False),
                name="payout_is_as_its_state_says",
            ),
        ]
        indexes = [models.Index(fields=["seller", "-day"], name="payout_of_seller")]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()


class PayoutSum(HubOwned):
    """What a payout holds in one currency, and what it became in the currency it is paid in, at a rate that is frozen here."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="sums", verbose_name=_("payout"))
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    converted = models.DecimalField(_("paid out as"), max_digits=16, decimal_places=2)
    rate = models.DecimalField(_("rate"), max_digits=24, decimal_places=12, default=1)
    rate_day = models.DateField(_("rate of"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("sum of a payout")
        verbose_name_plural = _("sums of a payout")
        ordering = ["currency"]
        constraints = [models.UniqueConstraint(fields=["payout", "currency"], name="payout_sum_once_a_currency")]

    def __str__(self) -> str:
        return str(self.money)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def result(self) -> Money:
        return Money(self.converted, self.payout.currency).rounded()

    @property
    def is_converted(self) -> bool:
        return self.rate_day is not None

    @property
    def shown_rate(self) -> str:
        return f"{self.rate.normalize():f}"


class PayoutLine(HubOwned):
    """One posting of what the seller was owed, in one payout and never in a second. Above zero it is theirs."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="lines", verbose_name=_("payout"))
    posting = models.OneToOneField("ledger.Posting", on_delete=models.PROTECT, related_name="payout_line", verbose_name=_("posting"))
    part = models.CharField(_("order"), max_length=40, blank=True)
    happened = models.CharField(_("what happened"), max_length=16, choices=EntryKind.choices)
    item = models.CharField(_("for"), max_length=16, choices=Item.choices)
    at = models.DateTimeField(_("at"))
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta(HubOwned.Meta):
        verbose_name = _("line of a payout")
        verbose_name_plural = _("lines of a payout")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.part} {self.get_item_display()} {self.amount}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()
