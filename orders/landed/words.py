"""What the lines of a landed cost are called, and what is missing where one is unknown, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.look import writing
from marketplace.money import Money
from orders.duties.assessment import WAIVER, Assessment, TaxLine
from orders.duties.enums import Gap, Levy, Reason
from orders.landed.freight import NO_MEASURES
from orders.logistics.words import reason_of

LEVIES: dict[str, str | Promise] = {
    Levy.DUTY: gettext_lazy("Import duty"),
    Levy.ADDITIONAL: gettext_lazy("Additional duty"),
    Levy.CONSUMPTION: gettext_lazy("Consumption tax"),
    Levy.VAT: gettext_lazy("Import VAT"),
    Levy.PARCEL: gettext_lazy("Parcel tax"),
    WAIVER: gettext_lazy("Waived as a small sum"),
}
NO_CODE = gettext_lazy("No customs code is chosen yet.")
NO_PRICE = gettext_lazy("There is no price yet.")
NO_EXCHANGE = gettext_lazy("No exchange rate joins these two currencies.")


def freight_gap(reason: str) -> str | Promise:
    return _("Weight or size of the packed goods is missing.") if reason == NO_MEASURES else reason_of(reason)


def tax_gap(line: TaxLine) -> str | Promise:
    return Gap(line.gap).label if line.gap else ""


def regime_text(assessment: Assessment) -> str | Promise:
    return Reason(assessment.choice.reason).label


def tax_how(line: TaxLine) -> str:
    """13 % of ¥9,200.00, of it 70 %."""
    if line.base is None:
        return ""
    base = amount(line.base)
    if line.levy == WAIVER:
        return ""
    if not line.share:
        return _("Nothing is taken within the limits of this way.")
    if line.rate is None or not line.rate.is_known:
        return _("on %(base)s") % {"base": base}
    if line.rate.per_kg is not None:
        text = _("%(rate)s a kilogram") % {"rate": f"{line.rate.per_kg.normalize():f}"}
    elif line.levy == Levy.CONSUMPTION:
        text = _("%(rate)s %% of a price that contains it, on %(base)s") % {"rate": f"{line.rate.percent.normalize():f}", "base": base}
    else:
        text = _("%(rate)s %% of %(base)s") % {"rate": f"{line.rate.percent.normalize():f}", "base": base}
    if line.share != 1:
        text = _("%(tax)s, of it %(share)s %%") % {"tax": text, "share": f"{(line.share * 100).normalize():f}"}
    return text


def amount(money: Money) -> str:
    return writing.amount(money, get_language() or "en")
