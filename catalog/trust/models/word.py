from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.trust.enums import RejectReason, WordState
from marketplace.hubs.owned import HubOwned


class WordQuerySet(models.QuerySet):
    def public(self) -> WordQuerySet:
        return self.filter(state=WordState.PUBLISHED)

    def locked(self) -> WordQuerySet:
        """Rows taken for writing, in one order for everybody."""
        return self.select_for_update(of=("self",)).order_by("pk")


class Word(HubOwned):
    """What somebody wrote about goods, and what became of it. `shown_name` is all that others learn of the writer."""

    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, related_name="+", verbose_name=_("product"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    shown_name = models.CharField(_("name shown"), max_length=40)
    email = models.EmailField(_("e-mail"), blank=True, editable=False)
    reader = models.CharField(_("language of letters"), max_length=8, default="en", editable=False)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=10, choices=WordState.choices, default=WordState.WAITING)
    reason = models.CharField(_("reason"), max_length=10, choices=RejectReason.choices, blank=True)
    reason_note = models.CharField(_("a word to the writer"), max_length=500, blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    decided_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    helpful = models.PositiveIntegerField(_("found helpful"), default=0)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("answered by")
    )
    is_answered_by_officer = models.BooleanField(_("answered by an officer"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer_edited_at = models.DateTimeField(_("answer edited"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    class Meta(HubOwned.Meta):
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.state == WordState.PUBLISHED

    @property
    def is_waiting(self) -> bool:
        return self.state == WordState.WAITING
