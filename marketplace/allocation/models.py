"""Three tables for everything scarce. Their rows are written by the services of this room alone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.allocation.enums import HoldState
from marketplace.allocation.things import Thing
from marketplace.hubs.owned import HubOwned


class Pool(HubOwned):
    """So many units of one thing. A hot one is split: several pools of the same thing, told apart by `share`, each with its part.

    `on_hand` are the units that are here, `taken` those of them set aside. Both are brought up to date by the next who asks for more and by
    the sweeper: what was given back, ran out or was handed over since stands in its hold alone (`is_counted`). So a free unit may be
    told late by the counters and never too early; selectors.free() adds it."""

    subject = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=80)
    share = models.PositiveSmallIntegerField(_("share"), default=0)
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    taken = models.PositiveIntegerField(_("set aside"), default=0)

    class Meta(HubOwned.Meta):
        verbose_name = _("pool")
        verbose_name_plural = _("pools")
        constraints = [
            models.UniqueConstraint(fields=["hub", "subject", "key", "share"], name="pool_once_a_thing_and_share"),
            models.CheckConstraint(condition=Q(taken__gte=0, taken__lte=F("on_hand")), name="pool_never_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}" + (f" / {self.share}" if self.share else "")

    @property
    def thing(self) -> Thing:
        return Thing(self.subject, self.key)


class Hold(HubOwned):
    """Units of a pool set aside under a key, until a moment. Whoever knows the key settles it: an order's number, a claim's.

    `holder` says for whom, where one may have only so many. `is_counted`: the pool's counters still carry it."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="holds", verbose_name=_("pool"))
    quantity = models.PositiveIntegerField(_("quantity"))
    key = models.CharField(_("held under"), max_length=80)
    holder = models.CharField(_("held for"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HoldState.choices, default=HoldState.HELD)
    expires_at = models.DateTimeField(_("held until"), null=True, help_text=_("Free for others from then on; empty once sold."))
    is_limited = models.BooleanField(_("counts for the holder's limit"), default=False)
    is_counted = models.BooleanField(_("in the pool's counters"), default=True)
    created_at = models.DateTimeField(_("set aside"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="hold_above_zero"),
            models.CheckConstraint(
                condition=Q(state=HoldState.COMMITTED, expires_at__isnull=True)
                | ~Q(state=HoldState.COMMITTED) & Q(expires_at__isnull=False),
                name="hold_ends_unless_committed",
            ),
            # A live hold that no counter carries would be sold twice; one that ran out is noted in the moment it is taken out.
            models.CheckConstraint(condition=~Q(state=HoldState.HELD) | Q(is_counted=True), name="hold_is_counted_while_held"),
            models.CheckConstraint(condition=~Q(state=HoldState.EXPIRED) | Q(is_counted=False), name="hold_is_not_counted_once_expired"),
        ]
        indexes = [
            models.Index(fields=["pool", "expires_at"], include=["quantity"], name="hold_to_be_counted", condition=Q(is_counted=True)),
            models.Index(fields=["key"], name="hold_by_key"),
            models.Index(fields=["holder"], name="hold_of_holder", condition=Q(state="held")),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.pool_id} ({self.state})"


class Allowance(HubOwned):
    """How many units of one thing a holder has, against the most one may have: one row for all shares, so that two claims at once
    meet here even where they take from different shares."""

    subject = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=80)
    holder = models.CharField(_("held for"), max_length=80)
    taken = models.PositiveIntegerField(_("has"), default=0)
    most = models.PositiveIntegerField(_("may have"))
    last_claim = models.CharField(_("key of the last claim"), max_length=80, default="", blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [
            models.UniqueConstraint(fields=["hub", "subject", "key", "holder"], name="allowance_once_a_holder"),
            models.CheckConstraint(condition=Q(taken__gte=0, taken__lte=F("most")), name="allowance_never_exceeded"),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.taken} / {self.most} {self.subject} {self.key}"
