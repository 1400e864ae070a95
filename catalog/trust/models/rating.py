from __future__ import annotations

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from catalog.trust.stars import mean
from marketplace.hubs.owned import HubOwned


class Rating(HubOwned):
    """How many public reviews give a product how many stars. Written by services.ratings alone, in the transaction of the review."""

    product = models.OneToOneField("catalog.Product", primary_key=True, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(_("reviews"), default=0)
    total = models.PositiveIntegerField(_("stars together"), default=0)
    ones = models.PositiveIntegerField(default=0)
    twos = models.PositiveIntegerField(default=0)
    threes = models.PositiveIntegerField(default=0)
    fours = models.PositiveIntegerField(default=0)
    fives = models.PositiveIntegerField(default=0)

    class Meta(HubOwned.Meta):
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count=F("ones") + F("twos") + F("threes") + F("fours") + F("fives")), name="rating_counts_its_reviews"
            ),
            models.CheckConstraint(
                condition=models.Q(total=F("ones") + 2 * F("twos") + 3 * F("threes") + 4 * F("fours") + 5 * F("fives")),
                name="rating_adds_its_stars",
            ),
        ]

    def __str__(self) -> str:
        return f"{mean(self.total, self.count)} ({self.count})"
