from __future__ import annotations

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned

HS_PREFIX = RegexValidator(r"^([0-9]{2}|[0-9]{4}|[0-9]{6})?\Z", _("Two, four or six digits of the HS code, or nothing."))


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> DatedQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class DatedRule(HubOwned):
    """A rule of the hub with its days and where it comes from. It is ended, never deleted."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it holds; empty for open."))
    source = models.CharField(_("source"), max_length=300)

    objects = HubManager.from_queryset(DatedQuerySet)()

    class Meta(HubOwned.Meta):
        abstract = True
        ordering = ["-valid_from", "-pk"]


class ReturnRule(DatedRule):
    """How long these goods may come back, and how long each side has. The longest fitting HS prefix holds."""

    hs_prefix = models.CharField(
        _("for goods under HS"), max_length=6, blank=True, validators=[HS_PREFIX], help_text=_("Empty for all goods.")
    )
    mind_days = models.PositiveSmallIntegerField(
        _("days for a change of mind"), help_text=_("Counted from the day after delivery; 0: such goods do not come back for that.")
    )
    fault_days = models.PositiveSmallIntegerField(_("days for a fault"), help_text=_("Damaged, another good, or not as described."))
    answer_days = models.PositiveSmallIntegerField(_("days for the seller’s answer"))
    send_days = models.PositiveSmallIntegerField(_("days for the buyer to send it"))
    carry_days = models.PositiveSmallIntegerField(_("days for the way back"))
    inspect_days = models.PositiveSmallIntegerField(_("days for the seller to look at it"))

    class Meta(DatedRule.Meta):
        verbose_name = _("return rule")
        verbose_name_plural = _("return rules")
        constraints = [
            models.UniqueConstraint(fields=["hub", "hs_prefix", "valid_from"], name="return_rule_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="return_rule_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hs_prefix or '*'} · {self.mind_days}/{self.fault_days}"


class DisputeRule(DatedRule):
    """When a dispute may be opened, and how long each step may take."""

    open_days = models.PositiveSmallIntegerField(_("days after delivery to open one"))
    late_days = models.PositiveSmallIntegerField(_("days after the last expected arrival until “not arrived” may be said"))
    answer_days = models.PositiveSmallIntegerField(_("days for the seller’s answer"))
    accept_days = models.PositiveSmallIntegerField(_("days for the buyer’s answer"))
    decide_days = models.PositiveSmallIntegerField(_("days for RDB’s decision"))

    class Meta(DatedRule.Meta):
        verbose_name = _("dispute rule")
        verbose_name_plural = _("dispute rules")
        constraints = [
            models.UniqueConstraint(fields=["hub", "valid_from"], name="dispute_rule_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="dispute_rule_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"
