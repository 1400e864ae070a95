from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import approved_constraints
from orders.duties.enums import Admission, Channel
from orders.duties.models.dated import PREFIX, MarketRow

WAYS = [(Channel.CROSS_BORDER.value, Channel.CROSS_BORDER.label), (Channel.CARGO.value, Channel.CARGO.label)]


class AdmissionRule(MarketRow):
    """What a market asks before goods whose code begins so may be sold there, and what to do about it. All rules of a code speak, the
    short prefixes too: a rule for food is not silenced by one for coffee."""

    KEY = ("market", "code", "hs_prefix", "way")

    code = models.SlugField(_("short name"), max_length=40, help_text=_("The same for all rows about the same matter."))
    hs_prefix = models.CharField(_("HS codes that begin with"), max_length=10, blank=True, validators=[PREFIX])
    way = models.CharField(_("way"), max_length=12, choices=WAYS, blank=True, help_text=_("Empty for every way."))
    demand = models.CharField(_("what it asks"), max_length=10, choices=Admission.choices)
    evidence_code = models.SlugField(
        _("evidence"),
        max_length=40,
        blank=True,
        help_text=_("The code of the evidence rule that must be good, where it asks for evidence."),
    )
    title = models.CharField(_("what the rule says"), max_length=200)
    title_zh = models.CharField(_("what the rule says, in Chinese"), max_length=200)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_zh = models.CharField(_("next step, in Chinese"), max_length=300, blank=True)
    link = models.URLField(
        _("link"), max_length=300, blank=True, validators=[RegexValidator(r"^https://", _("An address that begins with https://."))]
    )

    class Meta(MarketRow.Meta):
        verbose_name = _("rule of admission")
        verbose_name_plural = _("rules of admission")
        ordering = ["market", "code", "hs_prefix", "-valid_from"]
        constraints = [
            *approved_constraints("admission_rule", ("market", "code", "hs_prefix", "way")),
            models.CheckConstraint(condition=Q(hs_prefix__regex=r"^(\d{2}|\d{4}|\d{6,10})?$"), name="admission_rule_prefix_is_digits"),
            models.CheckConstraint(
                condition=Q(demand=Admission.EVIDENCE) & ~Q(evidence_code="") | ~Q(demand=Admission.EVIDENCE) & Q(evidence_code=""),
                name="admission_rule_names_its_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market.code} {self.hs_prefix or '*'} {self.code}"

    @property
    def text(self) -> str:
        return self.title_zh if _is_chinese() else self.title

    @property
    def advice(self) -> str:
        return self.next_step_zh if _is_chinese() else self.next_step

    def clean(self) -> None:
        super().clean()
        if (self.demand == Admission.EVIDENCE) != bool(self.evidence_code):
            raise ValidationError({"evidence_code": _("A rule that asks for evidence names it; another names none.")})


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")
