from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.approval.enums import Confidence
from marketplace.hubs.owned import HubOwned
from orders.duties.enums import Levy

COUNTRY = RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as CN."))


class Market(HubOwned):
    """A customs territory that goods are sold to. What it takes and how much stands in dated rows; here is who it is."""

    code = models.CharField(_("code"), max_length=8)
    name = models.CharField(_("name"), max_length=80)
    name_zh = models.CharField(_("name in Chinese"), max_length=80)
    currency = models.CharField(_("currency"), max_length=3)
    time_zone = models.CharField(_("time zone"), max_length=40, help_text=_("A person’s year of buying begins and ends here."))
    countries = ArrayField(models.CharField(max_length=2, validators=[COUNTRY]), verbose_name=_("countries"))
    levies = ArrayField(
        models.CharField(max_length=12, choices=Levy.choices),
        verbose_name=_("what it takes in general trade"),
        help_text=_("A levy without a rate makes the answer unknown, never zero."),
    )
    source = models.CharField(_("source"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence.choices)

    class Meta:
        verbose_name = _("market")
        verbose_name_plural = _("markets")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["hub", "code"], name="market_once")]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    @property
    def title(self) -> str:
        """The name in the reader's language, as far as it is known."""
        return self.name_zh if (get_language() or "").startswith("zh") else self.name
