from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned


class CampaignQuerySet(models.QuerySet):
    def told(self, now: datetime) -> CampaignQuerySet:
        """What the public may read: begun, whether or not it is over. A page that was once there stays at its address."""
        return self.filter(opens_at__lte=now)


class Campaign(HubOwned):
    """A page that staff build of blocks, with the days on which it runs. Without a first day it is a draft."""

    slug = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    lead = models.CharField(_("in one sentence"), max_length=300, blank=True)
    scene = models.CharField(
        _("landscape"), max_length=20, blank=True, help_text=_("One of our own drawings, above the page and on the front page.")
    )
    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("Until then only staff see the page. Without a day it stays a draft.")
    )
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("The page stays at its address and says that it is over.")
    )
    source = models.CharField(_("source of the facts"), max_length=300, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = HubManager.from_queryset(CampaignQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="campaign_once_an_address"),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="campaign_closes_after_it_opens",
                violation_error_message=_("A campaign closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def is_told(self, now: datetime) -> bool:
        return self.opens_at is not None and self.opens_at <= now

    def is_over(self, now: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= now
