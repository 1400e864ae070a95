"""What the search keeps: a document a product, the words there are, the words staff call equal, and what nobody found."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned

LONGEST_TERM = 80


class SearchDocument(HubOwned):
    """The words under which a published product is found, and how it stands among its like. Written by services.documents alone, in the
    transaction that changes the product; a product that is not published has none."""

    product = models.OneToOneField("catalog.Product", on_delete=models.CASCADE, related_name="search", primary_key=True)
    words = SearchVectorField()
    sold = models.PositiveIntegerField(_("pieces sold in 90 days"), default=0)
    standing = models.FloatField(_("standing"), default=1, help_text=_("What a match is multiplied by: sales and freshness."))

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        indexes = [
            GinIndex(fields=["words"], name="document_words", fastupdate=False),
            models.Index(fields=["hub", "-standing"], name="document_standing"),
        ]

    def __str__(self) -> str:
        return str(self.product_id)


class TermKind(models.TextChoices):
    WORD = "word", _("word")
    SHELF = "shelf", _("shelf")
    SELLER = "seller", _("seller")
    PLACE = "place", _("place")
    FACT = "fact", _("fact")


class SearchTerm(HubOwned):
    """A word that stands in documents (for misspelt ones), or a phrase that is offered while somebody types; `key` is what they type."""

    kind = models.CharField(_("kind"), max_length=6, choices=TermKind.choices)
    language = models.CharField(_("language"), max_length=7, blank=True)
    key = models.CharField(_("typed"), max_length=LONGEST_TERM)
    text = models.CharField(_("shown"), max_length=LONGEST_TERM, blank=True)
    weight = models.PositiveIntegerField(_("documents"), default=1)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        constraints = [models.UniqueConstraint(fields=["hub", "kind", "language", "key", "text"], name="search_term_once")]
        indexes = [
            models.Index(fields=["hub", "key"], name="search_term_typed", opclasses=["int8_ops", "varchar_pattern_ops"]),
            GinIndex(fields=["key"], name="search_term_near", opclasses=["gin_trgm_ops"], condition=Q(kind="word")),
        ]

    def __str__(self) -> str:
        return self.text or self.key


class Synonym(HubOwned):
    """Words that mean the same to a buyer. Whoever types one finds what any of them finds."""

    LANGUAGES = [("", _("every language")), ("en", "English"), ("zh-hans", "简体中文"), ("fr", "Français"), ("rw", "Ikinyarwanda")]

    words = models.CharField(_("words"), max_length=500, help_text=_("Two or more, a comma between them: basket, agaseke, 篮子"))
    language = models.CharField(
        _("for readers of"),
        max_length=7,
        blank=True,
        default="",
        choices=LANGUAGES,
        help_text=_("A word may mean another thing elsewhere."),
    )
    spoken = models.TextField(blank=True, editable=False, help_text=_("The Chinese words in pinyin."))
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("equal words")
        verbose_name_plural = _("equal words")
        ordering = ["words"]
        constraints = [models.UniqueConstraint(fields=["hub", "language", "words"], name="synonym_once")]

    def __str__(self) -> str:
        return self.words


class SearchMiss(HubOwned):
    """Words under which nothing was found on a day, and how often. Nobody's name, address or session stands beside them."""

    words = models.CharField(_("words"), max_length=LONGEST_TERM)
    language = models.CharField(_("language"), max_length=7)
    day = models.DateField(_("day"), default=timezone.localdate)
    times = models.PositiveIntegerField(_("times"), default=1)
    nearest = models.CharField(_("shown instead"), max_length=LONGEST_TERM, blank=True)

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ["-day", "-times", "words"]
        constraints = [models.UniqueConstraint(fields=["hub", "day", "language", "words"], name="search_miss_once_a_day")]

    def __str__(self) -> str:
        return self.words
