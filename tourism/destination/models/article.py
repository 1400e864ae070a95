from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tourism.destination.models.sourced import Sourced


class Article(Sourced):
    """A story of the destination."""

    slug = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=120)
    lead = models.CharField(_("in one sentence"), max_length=300, blank=True)
    text = models.TextField(_("text"), max_length=12_000, help_text=_("An empty line begins a new paragraph; ## begins a heading."))
    scene = models.CharField(_("landscape"), max_length=20, blank=True, help_text=_("One of our own drawings, where there is no photo."))
    published_on = models.DateField(_("published"), null=True, blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [*Sourced.Meta.constraints, models.UniqueConstraint(fields=["hub", "slug"], name="article_once_an_address")]

    def __str__(self) -> str:
        return self.title or self.slug
