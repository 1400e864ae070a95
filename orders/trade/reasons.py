"""Why a seller was told of a request, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.look import writing
from orders.trade.selectors.certificates import titles_of
from sellers.models import EvidenceRequirement, Sector


class Names:
    """Names of sectors and papers, each kind read once, however many reasons are said."""

    @cached_property
    def sectors(self) -> dict[str, str]:
        return {sector.code: sector.name for sector in Sector.objects.all()}

    @cached_property
    def papers(self) -> dict[str, str]:
        codes = sorted(set(EvidenceRequirement.objects.values_list("code", flat=True)))
        return dict(zip(codes, titles_of(codes), strict=True))


def in_words(reasons: Iterable[Mapping[str, Any]], names: Names | None = None) -> list[str]:
    """One sentence a reason, the strongest first as they were kept."""
    names = names or Names()
    return [_sentence(reason, names) for reason in reasons]


def _sentence(reason: Mapping[str, Any], names: Names) -> str:
    match reason["why"]:
        case "product":
            return _("The buyer asks for your own product.")
        case "hs":
            return _("You sell goods under HS %(code)s.") % {"code": reason["code"]}
        case "heading":
            return _("You sell goods of heading %(code)s.") % {"code": reason["code"]}
        case "sector":
            return _("Your sector is %(sector)s.") % {"sector": names.sectors.get(reason["code"], reason["code"])}
        case "stock":
            kilograms = writing.number(Decimal(reason["kilograms"]), get_language() or "en")
            return _("You have %(kilograms)s kg of such goods on the shelf.") % {"kilograms": kilograms}
    return _("You have shown: %(papers)s.") % {"papers": ", ".join(names.papers.get(code, code) for code in reason["codes"])}
