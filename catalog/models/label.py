from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned


class DatedQuerySet(models.QuerySet):
    def in_force_on(self, day: date) -> DatedQuerySet:
        return self.filter(valid_from__lte=day).exclude(valid_to__lt=day)


class DatedRule(HubOwned):
    """A row of a law of labels: what it asks, by which paragraph, from when, and where that was read."""

    code = models.SlugField(_("code"), max_length=30)
    rule = models.CharField(_("rule"), max_length=120)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = HubManager.from_queryset(DatedQuerySet)()

    class Meta(HubOwned.Meta):
        abstract = True


class Allergen(DatedRule):
    """A substance that causes allergies or intolerances, as the law lists it. Officers end a row; goods that named it keep it."""

    name = models.CharField(_("name"), max_length=120)

    class Meta(HubOwned.Meta):
        verbose_name = _("allergen")
        verbose_name_plural = _("allergens")
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "code"], name="allergen_once_per_hub"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")), name="allergen_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LabelFact(models.TextChoices):
    """Where an item of a label is kept in this house."""

    NAME = "name", _("name")
    INGREDIENTS = "ingredients", _("ingredients")
    ALLERGENS = "allergens", _("allergens")
    NET_CONTENT = "net_content", _("net content")
    ORIGIN = "origin", _("country of origin")
    SHELF_LIFE = "shelf_life", _("shelf life")
    STORAGE = "storage", _("storage")
    PRODUCER = "producer", _("producer")
    ELSEWHERE = "elsewhere", _("on the pack itself or the order’s papers")


class LabelItem(DatedRule):
    """One thing that the label of packed food must say in a market."""

    market = models.CharField(_("market"), max_length=2, help_text=_("CN, or EU."))
    title = models.CharField(_("title"), max_length=120)
    kept_as = models.CharField(_("kept as"), max_length=12, choices=LabelFact.choices)

    class Meta(HubOwned.Meta):
        verbose_name = _("label item")
        verbose_name_plural = _("label items")
        ordering = ["market", "position"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "market", "code", "valid_from"], name="label_item_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="label_item_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market} {self.title}"
