from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Collection(HubOwned):
    """Places and articles that belong together, in an order."""

    slug = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    lead = models.CharField(_("in one sentence"), max_length=300, blank=True)
    scene = models.CharField(_("landscape"), max_length=20, blank=True, help_text=_("One of our own drawings, where there is no photo."))
    is_published = models.BooleanField(_("on the site"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Smaller numbers come first."))

    class Meta(HubOwned.Meta):
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="collection_once_an_address")]

    def __str__(self) -> str:
        return self.title or self.slug


class CollectionItem(models.Model):
    """One stop of a collection: a place or an article."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items", verbose_name=_("collection"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Smaller numbers come first."))
    place = models.ForeignKey(
        "destination.Place", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("place")
    )
    article = models.ForeignKey(
        "destination.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )

    class Meta:
        verbose_name = _("stop of a collection")
        verbose_name_plural = _("stops of a collection")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=True) ^ Q(article__isnull=True),
                name="collectionitem_is_one_thing",
                violation_error_message=_("Choose a place or an article, one of the two."),
            ),
            models.UniqueConstraint(fields=["collection", "place"], name="collectionitem_place_once"),
            models.UniqueConstraint(fields=["collection", "article"], name="collectionitem_article_once"),
        ]

    def __str__(self) -> str:
        return str(self.place or self.article or self.pk)
