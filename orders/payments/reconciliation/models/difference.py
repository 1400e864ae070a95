from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.payments.reconciliation.enums import DifferenceState, Kind


class DifferenceQuerySet(models.QuerySet):
    def open(self) -> DifferenceQuerySet:
        return self.filter(state=DifferenceState.OPEN)


class Difference(HubOwned):
    """One thing about which a provider's books and ours disagree. The same one found again is one row."""

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    books = models.CharField(_("whose list"), max_length=40)
    provider = models.CharField(_("provider"), max_length=40)
    day = models.DateField(_("day"))
    reference = models.CharField(_("our number"), max_length=64, blank=True)
    provider_reference = models.CharField(_("provider's number"), max_length=64, blank=True)
    refund_number = models.CharField(_("number of the refund"), max_length=64, blank=True)
    payment = models.ForeignKey(
        "payments.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="differences", verbose_name=_("payment")
    )
    their_amount = models.DecimalField(_("their amount"), max_digits=14, decimal_places=2, default=0)
    our_amount = models.DecimalField(_("our amount"), max_digits=14, decimal_places=2, default=0)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=10, choices=DifferenceState.choices, default=DifferenceState.OPEN)
    note = models.CharField(_("explanation"), max_length=300, blank=True)
    refund = models.ForeignKey(
        "payments.Refund", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("refund")
    )
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("closed by")
    )

    objects = HubManager.from_queryset(DifferenceQuerySet)()

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        ordering = ["-pk"]
        permissions = [("resolve_difference", "Can resolve a difference with a provider")]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "kind", "books", "reference", "provider_reference", "refund_number"], name="difference_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state=DifferenceState.OPEN, closed_at__isnull=True)
                | (~models.Q(state=DifferenceState.OPEN) & models.Q(closed_at__isnull=False)),
                name="difference_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DifferenceState.EXPLAINED) | ~models.Q(note=""), name="difference_explained_in_words"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DifferenceState.SENT_BACK) | models.Q(refund__isnull=False),
                name="difference_sent_by_a_refund",
            ),
        ]
        indexes = [models.Index(fields=["kind"], name="difference_open", condition=models.Q(state=DifferenceState.OPEN))]

    def __str__(self) -> str:
        return self.reference or self.provider_reference

    @property
    def theirs(self) -> Money:
        return Money(self.their_amount, self.currency)

    @property
    def ours(self) -> Money:
        return Money(self.our_amount, self.currency)


class KindManager(HubManager.from_queryset(DifferenceQuerySet)):
    """The differences of one kind: a list of their own at the desk."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(kind=self.model.KIND)


class PaidWithoutOrder(Difference):
    """The provider took money, and nothing of ours stands for it."""

    KIND = Kind.PAID_WITHOUT_ORDER
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("paid without order")
        verbose_name_plural = _("paid without order")


class OrderWithoutPayment(Difference):
    """We hold something for paid, and the provider's books do not."""

    KIND = Kind.ORDER_WITHOUT_PAYMENT
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("order without payment")
        verbose_name_plural = _("orders without payment")


class RefundMissing(Difference):
    """We hold a refund for done, and the provider's books know of none under its number."""

    KIND = Kind.REFUND_MISSING
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("refund missing at the provider")
        verbose_name_plural = _("refunds missing at the provider")


class RefundUnknown(Difference):
    """The provider sent money back, and no refund of ours stands for it."""

    KIND = Kind.REFUND_UNKNOWN
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("refund that is not ours")
        verbose_name_plural = _("refunds that are not ours")


class AmountDiffers(Difference):
    """Both know of it, with another amount."""

    KIND = Kind.AMOUNT_DIFFERS
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("amount differs")
        verbose_name_plural = _("amounts that differ")
