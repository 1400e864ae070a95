"""What a line of the checklist says: the rule in words and both values, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.look import writing
from marketplace.money import Money
from orders.trade.documentary import Finding
from orders.trade.enums import CreditPaper

RULES: dict[str, str | Promise] = {
    "applicant": _("The invoice is made out to the applicant"),
    "beneficiary": _("The invoice is issued by the beneficiary"),
    "currency": _("The invoice is in the currency of the credit"),
    "most": _("All drawings together stay within the credit"),
    "least": _("One drawing uses the credit, up to five percent less"),
    "partial": _("Everything travels at once"),
    "latest_shipment": _("Shipped not later than"),
    "expiry": _("Presented before the credit expires"),
    "presentation": _("Presented in time after the shipment"),
    "paper": _("This paper is there"),
    "paper_day": _("It is dated not later than its presentation"),
    "insured_late": _("Insured not later than shipped"),
}


def rule_text(finding: Finding) -> str:
    return str(RULES[finding.rule])


def paper_text(finding: Finding) -> str:
    return str(CreditPaper(finding.paper).label) if finding.paper else ""


def value_text(value: object) -> str:
    """An amount, a day, a number or a name; a dash for what is not known."""
    language = get_language() or "en"
    match value:
        case None | "":
            return "—"
        case Money():
            return writing.with_code(value, language)
        case date():
            return writing.day(value, language)
    return str(value)
