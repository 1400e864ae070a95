"""The form of a pack: each fact under its own words, asked only where a paper has a box for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..export_facts import Container, ExportFacts, LineExport
from ..facts import Shipment
from .asking import Asked

CRITERIA = [
    ("", "–"),
    ("WO", _("WO – wholly obtained in Rwanda")),
    ("WP", _("WP – made only from originating materials")),
    ("CTH", _("CTH – change of tariff heading")),
    ("40%", _("40 % – value added")),
    ("PSR", _("PSR – product-specific rule")),
]
FREIGHT = [("", "–"), ("prepaid", _("prepaid")), ("collect", _("collect"))]
CLAUSES = [("", "–"), ("A", "A"), ("B", "B"), ("C", "C")]
COFFEE = [
    ("", "–"),
    ("Green arabica", _("Green arabica")),
    ("Green robusta", _("Green robusta")),
    ("Roasted", _("Roasted")),
    ("Soluble", _("Soluble")),
    ("Liquid", _("Liquid")),
    ("Other", _("Other")),
]
LABELS = {
    "consignee_code": _("Credit code (USCC) of the buyer’s firm"),
    "producer": _("Producer (SAME where you are the producer)"),
    "vessel": _("Vessel, flight or vehicle"),
    "transhipment": _("Transhipment: countries on the way"),
    "entry_point": _("Point of entry over there"),
    "exit_office": _("Office of exit from Rwanda"),
    "declarant": _("Clearing agent"),
    "declarant_tin": _("TIN of the clearing agent"),
    "containers": _("Containers: number, type, seal, verified mass in kg; one a line"),
    "freight_terms": _("Freight is paid"),
    "originals": _("Number of original bills of lading"),
    "chargeable_kg": _("Chargeable weight, kg"),
    "airline_agent": _("Carrier’s agent with IATA code"),
    "handling": _("Handling information"),
    "carriage_value": _("Declared value for carriage (empty: none declared)"),
    "clauses": _("Institute Cargo Clauses"),
    "treatment": _("Treatment"),
    "treated_on": _("Day of the treatment"),
    "chemical": _("Active ingredient"),
    "dose": _("Dose"),
    "exposure": _("Duration of the treatment"),
    "temperature": _("Temperature"),
    "operator": _("Operator of the treatment with licence number"),
    "additional_declaration": _("Additional declaration that the buyer’s country asks for"),
    "importer": _("Importer on the label: name, address, contact"),
    "valid_until": _("Offer valid until"),
    "lead_time": _("Lead time"),
    "bank": _("Bank details"),
    "botanical": _("Botanical name"),
    "criterion": _("Origin criterion"),
    "gacc": _("Registration number in China (GACC)"),
    "gacc_until": _("Registration valid until"),
    "plantation": _("Registered plantation number"),
    "plant": _("Registered plant number"),
    "ico_mark": _("ICO mark: country–exporter–lot"),
    "ico_form": _("Form of the coffee"),
    "ico_processing": _("Processing"),
    "crop_year": _("Crop year"),
    "naeb": _("NAEB certificate at hand"),
    "naeb_kg": _("It covers, kg"),
    "naeb_until": _("NAEB certificate valid until"),
    "grade": _("Grade"),
    "screen": _("Screen"),
    "moisture": _("Moisture, %"),
    "defects": _("Defects"),
    "cup_score": _("Cup score"),
    "ingredients": _("Ingredients in English"),
    "ingredients_zh": _("Ingredients in Chinese"),
    "net_content": _("Net content"),
    "production_date": _("Production date"),
    "shelf_life": _("Shelf life"),
    "storage": _("Storage in English"),
    "storage_zh": _("Storage in Chinese"),
    "brand": _("Brand"),
    "brand_type": _("Brand type"),
    "preference": _("Export preference"),
    "method": _("Method or state"),
    "variety": _("Variety"),
    "area": _("Producing area"),
    "gtin": _("GTIN"),
    "use": _("Use"),
    "inner_net": _("Net weight per inner pack"),
    "un_number": _("UN number, or that it is not restricted"),
    "safety_sheet": _("Safety data sheet: number and date"),
}
DATES = ("treated_on", "valid_until", "gacc_until", "naeb_until", "production_date")
NUMBERS = ("chargeable_kg", "naeb_kg", "moisture", "cup_score")
CHOICES = {"criterion": CRITERIA, "freight_terms": FREIGHT, "clauses": CLAUSES, "ico_form": COFFEE}
LONG = ("importer", "bank", "additional_declaration")


class ContainersField(forms.CharField):
    """One container a line: number, then size, seal and verified mass as far as they are known."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        if isinstance(value, tuple):
            return "\n".join(" ".join(filter(None, (c.number, c.size, c.seal, f"{c.vgm_kg:f}" if c.vgm_kg else ""))) for c in value)
        return value

    def clean(self, value) -> tuple[Container, ...]:
        rows = [row.replace(",", " ").split() for row in super().clean(value).splitlines() if row.strip()]
        try:
            return tuple(
                Container(row[0].upper(), seal=part(row, 2), size=part(row, 1), vgm_kg=Decimal(row[3]) if len(row) > 3 else None)
                for row in rows
            )
        except InvalidOperation as error:
            raise forms.ValidationError(_("Write the verified mass as a number of kilograms.")) from error


def part(row: list[str], place: int) -> str:
    return row[place] if len(row) > place else ""


def _field(name: str) -> forms.Field:
    label = LABELS[name]
    if name in DATES:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=label, required=False, widget=widget, input_formats=["%Y-%m-%d"])
    if name in NUMBERS:
        return forms.DecimalField(label=label, required=False, min_value=0, max_digits=12, decimal_places=3)
    if name in CHOICES:
        return forms.ChoiceField(label=label, required=False, choices=CHOICES[name])
    if name == "containers":
        return ContainersField(label=label, required=False)
    if name == "originals":
        return forms.IntegerField(label=label, min_value=1, max_value=9)
    return forms.CharField(label=label, required=False, max_length=300 if name in LONG else 120)


class FactsForm(forms.Form):
    """The fields of these names, in this order."""

    def __init__(self, names: tuple[str, ...], facts: ExportFacts | LineExport, *, data=None, prefix: str):
        super().__init__(data, prefix=prefix, initial={name: getattr(facts, name) for name in names})
        self.fields.update({name: _field(name) for name in names})


class PackForms:
    """What is asked of the shipment and of each line, bound together; and which papers the seller wants beside those needed."""

    def __init__(self, shipment: Shipment, said: ExportFacts, asked: Asked, data=None):
        self.said, self.data = said, data
        is_chinese = (get_language() or "").startswith("zh")
        descriptions = {line.number: (is_chinese and line.description_zh) or line.description for line in shipment.lines}
        self.shipment = FactsForm(asked.shipment, said, data=data, prefix="pack")
        self.lines = [
            (number, descriptions[number], FactsForm(names, said.line(number), data=data, prefix=f"pack-line-{number}"))
            for number, names in asked.lines.items()
        ]

    def is_valid(self) -> bool:
        return not [form for form in (self.shipment, *(form for *_line, form in self.lines)) if not form.is_valid()]

    def export(self, choices: list[str]) -> ExportFacts:
        """Everything said so far, with what was said now; facts of papers no longer asked for are kept."""
        given = {number: form.cleaned_data for number, _description, form in self.lines}
        numbers = sorted({*given, *(line.number for line in self.said.lines)})
        lines = tuple(replace(self.said.line(number), **given.get(number, {})) for number in numbers)
        chosen = tuple(kind for kind in choices if kind in self.data.getlist("chosen"))
        return replace(self.said, **self.shipment.cleaned_data, lines=lines, chosen=chosen)
