"""What the cross-checks of a pack mean, in the reader's words, and where to put it right."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .boxes import Gap
from .fields import LABELS

BOXES = {
    **LABELS,
    "description": _("description"),
    "total": _("total"),
    "insured value": _("sum insured"),
    "date": _("date"),
    "departure": _("departure"),
    "paper": _("paper"),
    "reference": _("waybill number"),
    "carrier": _("carrier"),
    "loading": _("place of loading"),
    "discharge": _("place of discharge"),
    "lot": _("lot"),
    "items": _("number of items"),
    "origin_code": _("number of the country with the ICO"),
    "GACC no.": _("registration number in China"),
    "chargeable kg": _("chargeable weight, kg"),
}
SENTENCES = {
    # xgettext:no-python-format
    "insured value": _("The sum insured is not 110 % of the invoice."),
    "after departure": _("The paper is asked for after the departure; it would be issued retrospectively."),
    "before invoice": _("The paper is older than the invoice."),
    "insurance missing": _("This term of delivery needs an insurance, and the pack has no declaration for it."),
    "sea term": _("This term of delivery is for the sea alone."),
    "ex works": _("Ex works: the seller still has to file the export declaration."),
    "lot too small": _("The NAEB certificate covers less than this line weighs."),
    "lot expired": _("The NAEB certificate runs out before the departure."),
    "ico mark": _("An ICO mark is country, exporter and lot, such as 028-1234-0001."),
    "ico country": _("The ICO mark names another country than the one that produced the coffee."),
    "ico mark taken": _("Another shipment of this coffee year has this ICO mark already."),
    "uneven bags": _("The net weight is not the same for every bag."),
    "gacc missing": _("Food for China needs its registration number."),
    "gacc unknown": _("RDB has not verified this registration number."),
    "gacc category": _("The registration in China is for other goods than these."),
    "gacc category unknown": _("Your evidence does not say which goods this registration in China is for."),
    "gacc expired": _("The registration in China runs out before the departure."),
    "plantation unknown": _("RDB has not verified this plantation."),
    "plant unknown": _("RDB has not verified this plant."),
    "nut plantation unknown": _("RDB has not verified this plantation."),
    "nut plant unknown": _("RDB has not verified this plant."),
    "botanical missing": _("The botanical name is missing."),
    "awb": _("The air waybill number has a wrong check digit."),
    "chargeable": _("The chargeable weight is below the gross weight."),
    "container": _("The container number has a wrong check digit."),
    "vgm": _("The verified mass of the containers is below the gross weight of the goods."),
    "freight terms": _("Under this term of delivery it is the other side that pays the freight."),
    "dangerous": _("These goods may be dangerous goods: give the UN number, or that they are not restricted."),
    "safety sheet": _("The safety data sheet is missing."),
    "not in china": _("The special preference is for consignees in China."),
    "many items": _("The China form names more than twenty items; comparable Chinese forms take twenty."),
    "third country": _("The goods cross a third country: keep the through bill of lading as proof of direct transport."),
}
FIX = _("Correct the field that is named here.")
EVIDENCE = _("Use a number from your evidence, or upload the registration and let RDB verify it.")
STEPS = dict.fromkeys(SENTENCES, FIX) | {
    "after departure": _("Nothing to do if the authority agrees; otherwise correct the departure."),
    "before invoice": _("Nothing to do if the authority agrees."),
    "insurance missing": _("Choose the insurance declaration among the papers below."),
    "sea term": _("Agree with the buyer on FCA, CPT or CIP instead."),
    "ex works": _("Agree with the buyer on FCA, if you can."),
    "uneven bags": _("Put packages of different weight in rows of their own."),
    "gacc unknown": EVIDENCE,
    "gacc category": EVIDENCE,
    "gacc category unknown": _("Write the HS codes of the registration beside it in your evidence, and let RDB verify it."),
    "freight terms": _("Nothing to do if buyer and carrier agreed so; otherwise correct who pays the freight."),
    "plantation unknown": EVIDENCE,
    "plant unknown": EVIDENCE,
    "nut plantation unknown": EVIDENCE,
    "nut plant unknown": EVIDENCE,
    "not in china": _("Leave the China form out, or correct the consignee."),
    "many items": _("Ask RRA whether a second certificate is needed for the others; here they stand on continuation pages."),
    "third country": _("Nothing to do here."),
}
PROOFS = {  # the rule of evidence under which the number is shown
    "gacc missing": "gacc-registration",
    "gacc unknown": "gacc-registration",
    "gacc category": "gacc-registration",
    "gacc category unknown": "gacc-registration",
    "plantation unknown": "gacc-plantation",
    "plant unknown": "gacc-plant",
    "nut plantation unknown": "gacc-nut-plantation",
    "nut plant unknown": "gacc-nut-plant",
}
GROUND_FIELDS = ("departure", "carrier", "reference", "loading", "discharge")
GROUND_LINES = {"HS": "hs6", "national code": "national_code", "net kg": "net_kg", "lot": "lot"}


def place_of(order: str, name: str, line: int = 0) -> str:
    """Where the seller puts a box right: the address of the page and its field; empty where nothing can be typed."""
    if name in LABELS:
        field = f"pack-line-{line}-{name}" if line else f"pack-{name}"
        return f"{reverse('paperwork:pack', args=[order])}#id_{field}"
    correct = reverse("paperwork:set-correct", args=[order])
    if name in GROUND_FIELDS:
        return f"{correct}#id_set-{name}"
    return f"{correct}#id_line-{line}-{GROUND_LINES[name]}" if line and name in GROUND_LINES else ""


def label_of(gap: Gap) -> str:
    return BOXES.get(gap.name, gap.name)
