"""What a frozen price says of itself, in the reader's language. The rows keep codes and figures; the sentences are made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from marketplace.look import writing
from marketplace.money import Money
from orders.logistics.enums import Container, Mode, WeightRule
from orders.logistics.incoterms import advice
from orders.logistics.models import QuoteOption, RateCard

# The trade's short names, and what a buyer reads.
NAMES: dict[str, str | Promise] = {
    "freight": pgettext_lazy("line of a delivery price", "Freight"),
    "FSC": pgettext_lazy("line of a delivery price", "Fuel"),
    "SSC": pgettext_lazy("line of a delivery price", "Security"),
    "HDL": pgettext_lazy("line of a delivery price", "Handling"),
    "AWB": pgettext_lazy("line of a delivery price", "Air waybill"),
    "BASE": pgettext_lazy("line of a delivery price", "Acceptance"),
    "CLEAR": pgettext_lazy("line of a delivery price", "Export declaration"),
    "PICKUP": pgettext_lazy("line of a delivery price", "Collection"),
    "ROAD": pgettext_lazy("line of a delivery price", "Road to the port"),
    "DOC": pgettext_lazy("line of a delivery price", "Documents"),
    "THC": pgettext_lazy("line of a delivery price", "Terminal handling"),
    "DTHC": pgettext_lazy("line of a delivery price", "Terminal handling on arrival"),
    "DHDL": pgettext_lazy("line of a delivery price", "Handling on arrival"),
    "SEAL": pgettext_lazy("line of a delivery price", "Seal"),
    "BAF": pgettext_lazy("line of a delivery price", "Bunker surcharge"),
    "BL": pgettext_lazy("line of a delivery price", "Bill of lading"),
    "insurance": pgettext_lazy("line of a delivery price", "Insurance"),
}
TOWNS: dict[str, str | Promise] = {
    "KGL": gettext_lazy("Kigali"),
    "DAR": gettext_lazy("Dar es Salaam"),
    "MBA": gettext_lazy("Mombasa"),
    "ADD": gettext_lazy("Addis Ababa"),
    "CNSHA": gettext_lazy("Shanghai"),
    "CNCAN": gettext_lazy("Guangzhou"),
}
GOODS: dict[str, str | Promise] = {
    "coffee": gettext_lazy("Coffee"),
    "tea": gettext_lazy("Tea"),
    "perishable": gettext_lazy("Perishable goods"),
    "dangerous": gettext_lazy("Dangerous goods"),
}
LEFT_OUT: dict[str, str | Promise] = {
    "export": gettext_lazy("Export documents and clearance in Rwanda"),
    "arrival": gettext_lazy("Terminal and delivery after the named place"),
    "unloading": gettext_lazy("Unloading at the buyer’s door"),
    "insurance": gettext_lazy("Insurance"),
    "import_tax": gettext_lazy("Import clearance, duty and taxes"),
    "import_tax_apart": gettext_lazy("Duty and taxes: the seller’s, and counted apart on the landed cost page"),
}
REASONS: dict[str, str | Promise] = {
    "no_card": gettext_lazy("No carrier has given us a rate to this place yet."),
    "too_heavy": gettext_lazy("No carrier with a rate to this place takes a shipment of this weight."),
    "no_rate": gettext_lazy("No exchange rate into your currency stands for this day."),
    "sea_only": gettext_lazy("This term is for goods by sea only, and no sea lane leads there. Ask with FCA, CPT or CIP."),
    "no_insurance": gettext_lazy("The term contains insurance, and no insurer has given us a rate for these goods."),
}


@dataclass(frozen=True)
class PriceLine:
    """One line of a delivery price for the page."""

    name: str
    how: str
    amount: Money
    is_sellers: bool = True


def lines_of(option: QuoteOption) -> list[PriceLine]:
    """The price line by line; the amounts sum to the price."""
    return [
        PriceLine(
            name=str(NAMES.get(part["code"], part["code"])),
            how=_how(part, option.currency),
            amount=Money(Decimal(part["converted"]), option.currency),
            is_sellers=part.get("seller", True),
        )
        for part in option.components
    ]


def rule_of(option: QuoteOption) -> str:
    """Which weight is charged, by which rule."""
    heavier = option.rule_values.get("heavier")
    values = {name: _number(value) for name, value in option.rule_values.items() if name not in ("heavier", "code")}
    values["kg"] = _number(Decimal(option.chargeable_g) / 1000)
    is_room = heavier == "volume"
    if option.rule == WeightRule.CONTAINER:
        return (
            _("%(gross_kg)s kg fill %(containers)s containers.") % values
            if values["containers"] != "1"
            else _("One container takes it all.")
        )
    if option.rule in (WeightRule.AIR, WeightRule.COURIER):
        if is_room:
            text = _(
                "The scale says %(gross_kg)s kg, but the parcels take the room of %(volume_kg)s kg (%(volume_cm3)s cm³ ÷ %(divisor)s). "
                "The carrier charges the larger, to the next half kilogram: %(kg)s kg."
            )
        else:
            text = _(
                "The scale says %(gross_kg)s kg, more than the room of %(volume_kg)s kg that the parcels take "
                "(%(volume_cm3)s cm³ ÷ %(divisor)s). The carrier charges it to the next half kilogram: %(kg)s kg."
            )
    elif option.rule == WeightRule.POST:
        text = _("The scale says %(gross_kg)s kg. The post charges each parcel to the next half kilogram: %(kg)s kg.")
    elif option.rule == WeightRule.TRUCK:
        if is_room:
            text = _(
                "The scale says %(gross_kg)s kg, but %(volume_m3)s m³ count as %(volume_kg)s kg on a truck (%(ratio)s kg a cubic metre). "
                "The larger is charged."
            )
        else:
            text = _("The scale says %(gross_kg)s kg, more than the %(volume_m3)s m³ count on a truck. The larger is charged.")
    elif heavier == "minimum":
        text = _("%(gross_kg)s kg and %(volume_m3)s m³ are less than the least share of a container: one cubic metre or tonne.")
    else:
        text = _("%(gross_kg)s kg and %(volume_m3)s m³: of cubic metres and tonnes the larger is charged (1 m³ counts as %(ratio)s kg).")
    return text % values


def days_of(option: QuoteOption) -> str:
    """3–7 days."""
    return _days(option.transit_min_days, option.transit_max_days)


def _days(first: int, last: int) -> str:
    if first == last:
        return ngettext("%(days)d day", "%(days)d days", last) % {"days": last}
    return _("%(first)d–%(last)d days") % {"first": first, "last": last}


def left_out(option: QuoteOption) -> list[str]:
    """What the price does not include."""
    return [str(LEFT_OUT[code]) for code in option.excluded]


def legs_of(option: QuoteOption) -> list[dict[str, str]]:
    """The way, leg by leg."""
    return [
        {
            "from": place_of(leg["from"]),
            "to": place_of(leg["to"]),
            "mode": str(Mode(leg["mode"]).label),
            "carrier": leg["carrier"],
            "days": _days(leg["min_days"], leg["max_days"]),
        }
        for leg in option.legs
    ]


def containers_of(option: QuoteOption) -> str:
    """2 × 20′ standard, filled to 97 % by volume; empty for loose cargo."""
    told = option.containers
    if not told:
        return ""
    share = told["volume_share"] if told["bound_by"] == "volume" else told["weight_share"]
    values = {"count": told["count"], "kind": Container(told["code"]).label, "share": _number(share)}
    if told["bound_by"] == "volume":
        return _("%(count)s × %(kind)s, %(share)s %% of the room used") % values
    return _("%(count)s × %(kind)s, %(share)s %% of the load used") % values


def better_term(option: QuoteOption, term: str) -> str:
    """The Incoterm that fits this way better; empty where the one asked fits."""
    return advice(term, {leg["mode"] for leg in option.legs}, in_containers=bool(option.containers))


def place_of(code: str) -> str:
    """A town or country by its code, as the reader calls it."""
    return str(TOWNS.get(code) or countries.name(code) or code)


def lane_end(card: RateCard) -> str:
    """Where a rate card's way ends, as the reader calls it."""
    return " ".join(filter(None, [place_of(card.destination_place or card.destination_country), card.destination_region]))


def goods_of(code: str) -> str:
    """A commodity class as the cards name it."""
    return str(GOODS.get(code, code))


def reason_of(code: str) -> str:
    """Why a lane has no price."""
    return str(REASONS.get(code, REASONS["no_card"]))


def _how(part: Mapping[str, Any], into: str) -> str:
    said = [_basis(part)]
    if part["is_declared_up"]:
        said.append(_("declared heavier than it is, because that is cheaper"))
    if part["is_minimum"]:
        said.append(_("the carrier’s minimum"))
    if "rate_day" in part:
        said.append(
            _("1 %(currency)s = %(rate)s %(into)s, rate of %(day)s")
            % {
                "currency": part["currency"],
                "into": into,
                "rate": _number(Decimal(f"{Decimal(part['rate']):.6g}")),  # six digits say enough
                "day": writing.day(date.fromisoformat(part["rate_day"]), get_language() or "en"),
            }
        )
    return " · ".join(said)


def _basis(part: Mapping[str, Any]) -> str:
    price = Money(Decimal(part["amount"]), part["currency"])
    values = {
        "quantity": _number(part["quantity"]),
        "rate": _number(part["unit_rate"]),
        "currency": part["currency"],
        "amount": writing.amount(price, get_language() or "en"),
    }
    if part["is_minimum"]:
        return values["amount"]
    sentences = {
        "kg": _("%(quantity)s kg × %(rate)s %(currency)s = %(amount)s"),
        "wm": _("%(quantity)s m³ or t × %(rate)s %(currency)s = %(amount)s"),
        "per_kg": _("%(quantity)s kg × %(rate)s %(currency)s = %(amount)s"),
        "percent": _("%(rate)s %% of the freight = %(amount)s"),
        "per_piece": _("%(quantity)s parcels × %(rate)s %(currency)s = %(amount)s"),
        "ctr": _("%(quantity)s containers × %(rate)s %(currency)s = %(amount)s"),
        "per_container": _("%(quantity)s containers × %(rate)s %(currency)s = %(amount)s"),
        "insurance": _("%(rate)s %% of %(quantity)s %(currency)s insured (110 %% of the price with its insurance) = %(amount)s"),
    }
    return sentences.get(part["basis"], "%(amount)s") % values


def _number(number: str | Decimal) -> str:
    return writing.number(Decimal(number), get_language() or "en")
