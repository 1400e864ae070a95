from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.photo import picture_of
from marketplace.look.pages import Picture


class BlockKind(models.TextChoices):
    STORY = "story", _("story")
    PICTURE = "picture", _("picture")
    VIDEO = "video", _("video")
    PRODUCTS = "products", _("products")
    PRODUCERS = "producers", _("producers")
    LABEL = "label", _("label that turns into a story")
    QUIZ = "quiz", _("question with its answer")
    FLASH = "flash", _("flash sale")


class Block(models.Model):
    """One piece of a campaign's page. What each kind needs is said by services.blocks.lacking()."""

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="blocks", verbose_name=_("campaign"))
    kind = models.CharField(_("kind"), max_length=10, choices=BlockKind.choices, default=BlockKind.STORY)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Smaller numbers come first."))
    heading = models.CharField(_("heading, label or question"), max_length=160, blank=True)
    text = models.TextField(
        _("text"),
        max_length=4000,
        blank=True,
        help_text=_("Of a label: the story behind it. Of a question: the choices, one a line. Of a video: what is said in it."),
    )
    answer = models.TextField(_("answer"), max_length=1000, blank=True, help_text=_("Of a question."))
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    scene = models.CharField(_("landscape"), max_length=20, blank=True, help_text=_("One of our own drawings, where there is no photo."))
    picture = models.FileField(_("picture"), max_length=120, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    renditions = models.JSONField(_("sizes"), default=list, editable=False)
    video = models.FileField(_("video"), max_length=120, blank=True, editable=False)
    captions = models.FileField(_("captions"), max_length=120, blank=True, editable=False)
    source = models.CharField(_("source of the facts"), max_length=300, blank=True)
    products = models.ManyToManyField("catalog.Product", blank=True, related_name="+", verbose_name=_("products"))
    sellers = models.ManyToManyField("sellers.Seller", blank=True, related_name="+", verbose_name=_("producers"))
    flash_sale = models.ForeignKey(
        "campaigns.FlashSale", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("flash sale")
    )

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading or self.get_kind_display()

    @property
    def photo(self) -> Picture | None:
        """The picture in its sizes; None where there is none."""
        if not self.picture:
            return None
        return picture_of(self.picture.url, self.renditions, self.width, self.height, self.alt)
