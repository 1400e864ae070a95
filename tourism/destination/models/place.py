from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.photo import picture_of
from marketplace.look.pages import Picture
from tourism.destination.enums import PlaceKind
from tourism.destination.models.sourced import Sourced


class Place(Sourced):
    """Somewhere to go. Without coordinates the map shows the middle of its district and says so."""

    slug = models.SlugField(_("address"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind.choices)
    name = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    story = models.TextField(_("story"), max_length=6000, blank=True, help_text=_("An empty line begins a new paragraph."))
    district = models.ForeignKey(
        "hubs.District", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("district")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    is_roughly_there = models.BooleanField(
        _("roughly there"), default=False, help_text=_("The coordinates are about the middle of it, or taken from memory.")
    )
    station = models.CharField(
        _("washing station"),
        max_length=120,
        blank=True,
        help_text=_("As listings of coffee name it: its coffee is shown on this page, and this page on theirs."),
    )
    scene = models.CharField(_("landscape"), max_length=20, blank=True, help_text=_("One of our own drawings, where there is no photo."))

    class Meta(Sourced.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["hub", "slug"], name="place_once_an_address"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, latitude__range=(-90, 90), longitude__isnull=False, longitude__range=(-180, 180)),
                name="place_has_both_coordinates_or_none",
                violation_error_message=_("Give both latitude and longitude, in degrees, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug


class PlacePhoto(models.Model):
    """A photo of a place, drawn anew from what was sent; only finished files are named."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="photos", verbose_name=_("place"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Smaller numbers come first."))
    picture = models.FileField(_("picture"), max_length=120, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    renditions = models.JSONField(_("sizes"), default=list, editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=250)
    credit = models.CharField(_("who took it"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("photo of a place")
        verbose_name_plural = _("photos of places")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="placephoto_has_measures")]

    def __str__(self) -> str:
        return self.alt or str(self.pk)

    @property
    def photo(self) -> Picture:
        return picture_of(self.picture.url, self.renditions, self.width, self.height, self.alt)
