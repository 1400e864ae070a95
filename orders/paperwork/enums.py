from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """The papers that are drawn here. What an authority must issue is drawn as a request with data, never as its certificate."""

    INVOICE = "invoice", _("Commercial invoice")
    PACKING_LIST = "packing_list", _("Packing list")
    PRO_FORMA = "pro_forma", _("Pro forma invoice")
    ORIGIN_CHINA = "origin_china", _("Request for a certificate of origin, China special preference")
    ORIGIN_GENERAL = "origin_general", _("Request for a certificate of origin")
    ICO = "ico", _("Request for an ICO certificate of origin")
    NAEB_LOT = "naeb_lot", _("Request for a NAEB lot certificate")
    PHYTO = "phyto", _("Request for a phytosanitary certificate")
    FUMIGATION = "fumigation", _("Request for fumigation or treatment")
    INSURANCE = "insurance", _("Insurance declaration")
    AIR_INSTRUCTION = "air_instruction", _("Shipper’s letter of instruction")
    SEA_INSTRUCTION = "sea_instruction", _("Bill of lading instruction")
    CUSTOMS = "customs", _("Data for the export declaration")
    LABEL_CHINA = "label_china", _("Chinese label sheet")
    ELEMENTS = "elements", _("Declaration elements for Chinese customs")


class Outside(TextChoices):
    """Papers that a shipment may need and that others make from their own knowledge: they are named, not drawn."""

    HEALTH = "health", _("Veterinary or health certificate")
    EUDR = "eudr", _("Deforestation data (EUDR)")
    SAFETY_SHEET = "safety_sheet", _("Safety data sheet")
    CITES = "cites", _("CITES check of the species")


# Issued by themselves as soon as an order is paid; the others when the seller prepares the shipment.
PAIR = (Kind.INVOICE, Kind.PACKING_LIST)
# What concerns the buyer; the rest is between the seller, its agents and the authorities.
FOR_BUYER = (*PAIR, Kind.PRO_FORMA, Kind.LABEL_CHINA, Kind.ELEMENTS)
# How a number of each kind begins: CI-2026-00017.
PREFIXES = {
    Kind.INVOICE: "CI",
    Kind.PACKING_LIST: "PL",
    Kind.PRO_FORMA: "PF",
    Kind.ORIGIN_CHINA: "OC",
    Kind.ORIGIN_GENERAL: "OG",
    Kind.ICO: "IC",
    Kind.NAEB_LOT: "NL",
    Kind.PHYTO: "PH",
    Kind.FUMIGATION: "FU",
    Kind.INSURANCE: "IN",
    Kind.AIR_INSTRUCTION: "SI",
    Kind.SEA_INSTRUCTION: "BI",
    Kind.CUSTOMS: "CD",
    Kind.LABEL_CHINA: "LB",
    Kind.ELEMENTS: "DE",
}


class Need(TextChoices):
    REQUIRED = "required", _("needed")
    CONDITIONAL = "conditional", _("needed in some cases")
    NONE = "none", _("not needed")


class SetState(TextChoices):
    REFUSED = "refused", _("refused: the papers contradict each other")
    ISSUED = "issued", pgettext_lazy("papers", "issued")


class WithdrawalReason(TextChoices):
    """Why a paper no longer counts."""

    CONSIGNEE = "consignee", _("the goods go to another consignee")
    DESTINATION = "destination", _("the goods go to another country")
    GIVEN_UP = "given_up", _("pieces of the order were given up")


class CodeList(TextChoices):
    """Whose numbers for countries are printed."""

    ICO = "ico", _("International Coffee Organization")


class DocumentState(TextChoices):
    ISSUED = "issued", _("issued, being drawn")
    DRAWN = "drawn", _("drawn")
