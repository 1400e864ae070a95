from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class VideoState(models.TextChoices):
    WAITING = "waiting", _("is being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class Video(HubOwned):
    """A product's video. The original lies there until both formats and the poster are made; only finished files are named."""

    product = models.OneToOneField("catalog.Product", on_delete=models.CASCADE, related_name="video", verbose_name=_("product"))
    folder = models.CharField(max_length=80, editable=False)
    original = models.CharField(max_length=40, blank=True, editable=False)
    demuxer = models.CharField(max_length=10, editable=False)
    shows = models.CharField(_("what the video shows"), max_length=250, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=VideoState.choices, default=VideoState.WAITING, editable=False)
    milliseconds = models.PositiveIntegerField(_("length, ms"), editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    poster = models.CharField(max_length=40, blank=True, editable=False)
    thumb = models.CharField(max_length=40, blank=True, editable=False)  # the poster, small; empty of videos made before it was drawn
    mp4 = models.CharField(max_length=40, blank=True, editable=False)
    mp4_bytes = models.PositiveIntegerField(default=0, editable=False)
    webm = models.CharField(max_length=40, blank=True, editable=False)
    webm_bytes = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = [
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0, milliseconds__gt=0), name="video_has_measures"),
            models.CheckConstraint(
                condition=~models.Q(state=VideoState.READY) | (~models.Q(mp4="") & ~models.Q(webm="") & ~models.Q(poster="")),
                name="video_ready_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.shows or self.folder

    def url_of(self, file: str) -> str:
        return default_storage.url(f"{self.folder}/{file}")


class VideoCaption(models.Model):
    """What is said in a video, in one language, as the WebVTT that players read."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("captions"), help_text=_("WebVTT."))

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="video_captions_once_per_language")]

    def __str__(self) -> str:
        return self.language
