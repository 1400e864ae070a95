from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import DatedRow, approved_constraints
from orders.duties.models.dated import PREFIX
from orders.incoterms import Incoterm
from orders.logistics.enums import Mode

from ..enums import Kind, Need, Outside

PAPERS = [*Kind.choices, *Outside.choices]
PLACE = RegexValidator(r"^[A-Z]{2,8}\Z", _("The code of a market or a country, such as CN or EU; empty for everywhere."))


class DocumentRule(DatedRow):
    """Whether goods whose code begins so need a paper on their way to a market, by a mode, under a term of delivery. Of the rows that
    fit, the most particular one speaks: the longer code first, then the market, the mode, the term."""

    KEY = ("document", "hs_prefix", "destination", "mode", "incoterm")

    document = models.CharField(_("paper"), max_length=16, choices=PAPERS)
    hs_prefix = models.CharField(_("HS codes that begin with"), max_length=10, blank=True, validators=[PREFIX])
    destination = models.CharField(
        _("destination"), max_length=8, blank=True, validators=[PLACE], help_text=_("Code of a market or a country; empty for everywhere.")
    )
    mode = models.CharField(_("mode"), max_length=8, choices=Mode.choices, blank=True)
    incoterm = models.CharField(_("term of delivery"), max_length=3, choices=Incoterm.choices, blank=True)
    need = models.CharField(_("need"), max_length=12, choices=Need.choices)
    reason = models.CharField(_("why, in English"), max_length=300, help_text=_("Sellers read it beside the paper."))
    reason_zh = models.CharField(_("why, in Chinese"), max_length=300, blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = _("document rule")
        verbose_name_plural = _("document rules")
        ordering = ["document", "hs_prefix", "destination", "mode", "incoterm", "-valid_from"]
        constraints = [
            *approved_constraints("document_rule", ("document", "hs_prefix", "destination", "mode", "incoterm")),
            models.CheckConstraint(condition=Q(hs_prefix__regex=r"^(\d{2}|\d{4}|\d{6,10})?$"), name="document_rule_prefix_is_digits"),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.get_document_display()), self.hs_prefix, self.destination, self.mode, self.incoterm)))

    def clean(self) -> None:
        super().clean()
        if not self.reason.strip():
            raise ValidationError({"reason": _("Say in a sentence why, so that a seller can follow it.")})

    @property
    def why(self) -> str:
        """The reason in the reader's language, as far as it is written."""
        return self.reason_zh if self.reason_zh and (get_language() or "").startswith("zh") else self.reason
