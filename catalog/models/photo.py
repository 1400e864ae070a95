from __future__ import annotations

import json
from functools import lru_cache
from typing import TypedDict

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.look.pages import Picture

MIME = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


class PhotoState(models.TextChoices):
    WAITING = "waiting", _("sizes are being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("sizes could not be made")


class Rendition(TypedDict):
    """One stored size: its format (a key of MIME), its measures, and the file's name beside the original."""

    format: str
    width: int
    height: int
    file: str


def picture_of(original: str, renditions: list[Rendition], width: int, height: int, alt: str) -> Picture:
    """A photo as pages show it, from the address of its original and its sizes: best formats first, the JPEG meanwhile."""
    base = original.rpartition("/")[0]
    sets: dict[str, list[str]] = {}
    fallback: Rendition | None = None
    for one in renditions:
        sets.setdefault(one["format"], []).append(f"{base}/{one['file']} {one['width']}w")
        if one["format"] == "jpeg" and (fallback is None or _suits(one) > _suits(fallback)):
            fallback = one
    return Picture(
        src=f"{base}/{fallback['file']}" if fallback else original,
        width=fallback["width"] if fallback else width,
        height=fallback["height"] if fallback else height,
        alt=alt,
        # Until the lighter formats are there, one JPEG needs no <source>.
        sources=tuple((MIME[kind], ", ".join(sets[kind])) for kind in MIME if kind in sets) if len(sets) > 1 else (),
        large=original,
    )


@lru_cache(maxsize=4096)
def picture_as_stored(original: str, renditions: str | None, width: int, height: int, alt: str) -> Picture:
    """The same from the sizes as a raw statement answers them: JSON text. What was worked out of the same text before is not again."""
    return picture_of(original, json.loads(renditions) if renditions else [], width, height, alt)


def _suits(one: Rendition) -> tuple[bool, int]:
    """The widest of those up to 800 px serves a browser that knows no <picture>."""
    return one["width"] <= 800, one["width"]


class PhotoManager(HubManager):
    """The photos a page may show: those a seller has taken away are left out, here and in `product.photos`."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(removed_at__isnull=True)


class Photo(HubOwned):
    """A picture of a product. Only finished files are named in `renditions`; the first of them is there from the beginning."""

    product = models.ForeignKey("catalog.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="photos")
    original = models.FileField(_("original"), max_length=120, editable=False, help_text=_("Drawn anew from what was sent."))
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False, help_text=_("SHA-256 of the file as it was sent."))
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    state = models.CharField(_("state"), max_length=8, choices=PhotoState.choices, default=PhotoState.WAITING, editable=False)
    renditions = models.JSONField(_("sizes"), default=list, editable=False)
    advice = models.JSONField(_("advice"), default=list, editable=False, help_text=_("What a better picture would have."))
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("taken away"), null=True, blank=True, editable=False)

    objects = PhotoManager()
    with_removed = HubManager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "pk"]
        base_manager_name = "across_hubs"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "digest"], condition=models.Q(removed_at__isnull=True), name="photo_once_per_product"
            ),
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="photo_has_measures"),
        ]

    def __str__(self) -> str:
        return self.alt or self.original.name

    @property
    def is_ready(self) -> bool:
        return self.state == PhotoState.READY

    @property
    def folder(self) -> str:
        """Where all files of this photo lie."""
        return self.original.name.rpartition("/")[0]

    def url_of(self, file: str) -> str:
        return self.original.url.rpartition("/")[0] + "/" + file

    @property
    def picture(self) -> Picture:
        """The photo as pages show it: best formats first, the JPEG meanwhile."""
        return picture_of(self.original.url, self.renditions, self.width, self.height, self.alt)

    @property
    def thumb(self) -> str:
        """The address of the smallest JPEG there is."""
        plain = [one for one in self.renditions if one["format"] == "jpeg"]
        return self.url_of(min(plain, key=lambda one: one["width"])["file"]) if plain else self.original.url
