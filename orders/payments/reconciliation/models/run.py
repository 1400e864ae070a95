from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.payments.reconciliation.enums import RunState


class Run(HubOwned):
    """One comparison of our books with a provider's of one day, in the provider's calendar: with its list of the day, or, where it gives
    none, by a question about each of our payments and refunds of that day."""

    books = models.CharField(_("whose list"), max_length=40)
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    is_by_question = models.BooleanField(_("asked one by one"), default=False)
    lines = models.PositiveIntegerField(_("lines or answers of theirs"), default=0)
    payments = models.PositiveIntegerField(_("payments of ours"), default=0)
    healed = models.PositiveIntegerField(_("put right"), default=0)
    found = models.PositiveIntegerField(_("differences"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        ordering = ["-pk"]
        permissions = [("reconcile", "Can compare our books with a provider's")]

    def __str__(self) -> str:
        return f"{self.books} {self.day}"
