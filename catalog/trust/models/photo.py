from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.photo import picture_of
from marketplace.hubs.owned import HubOwned
from marketplace.look.pages import Picture


class ReviewPhoto(HubOwned):
    """A buyer's picture of what arrived, drawn anew without what the camera wrote. Pages show it once its review is public."""

    review = models.ForeignKey("trust.Review", on_delete=models.CASCADE, related_name="photos", verbose_name=_("review"))
    original = models.FileField(_("original"), max_length=120, editable=False)
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    renditions = models.JSONField(_("sizes"), default=list, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("photo of a review")
        verbose_name_plural = _("photos of reviews")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "digest"], name="review_photo_once"),
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="review_photo_has_measures"),
        ]

    def __str__(self) -> str:
        return self.original.name

    @property
    def folder(self) -> str:
        return self.original.name.rpartition("/")[0]

    @property
    def picture(self) -> Picture:
        return picture_of(self.original.url, self.renditions, self.width, self.height, "")
