from decimal import Decimal

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .facts import GoodsLine, PackageRow, Shipment
from .shipments import Corrections, LineCorrection, PackageCorrection
from .units import PACKAGES

MAX_COMPARED_BYTES = 10 * 1024 * 1024


class CodeForm(forms.Form):
    """A check code as it is printed at the foot of a paper."""

    code = forms.CharField(
        label=_("Check code"),
        max_length=40,
        help_text=_("Twelve letters and figures at the foot of each page, such as 7K3M-Q9TX-2D4F."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class CompareForm(forms.Form):
    """A file to hold against the one that was issued. It is read and forgotten."""

    file = forms.FileField(label=_("PDF file you received"), widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_COMPARED_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB; our papers are much smaller."))
        return file


class ShipmentForm(forms.Form):
    """What a seller may correct about the whole consignment."""

    contract = forms.CharField(label=_("Contract or PO no."), max_length=60, required=False)
    carrier = forms.CharField(label=_("Carrier"), max_length=80, required=False)
    reference = forms.CharField(label=_("Waybill or tracking no."), max_length=60, required=False)
    loading = forms.CharField(label=_("From"), max_length=80)
    discharge = forms.CharField(label=_("To"), max_length=80)
    departure = forms.DateField(
        label=_("Departure"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"]
    )
    signatory_name = forms.CharField(label=_("Signed by"), max_length=120)
    signatory_role = forms.CharField(label=_("Role of the signatory"), max_length=80)

    @staticmethod
    def initial_of(shipment: Shipment) -> dict:
        transport, signatory = shipment.transport, shipment.signatory
        return {
            "contract": shipment.references.contract,
            "carrier": transport.carrier,
            "reference": transport.reference,
            "loading": transport.loading,
            "discharge": transport.discharge,
            "departure": transport.departure,
            "signatory_name": signatory.name,
            "signatory_role": signatory.role,
        }


class LineForm(forms.Form):
    """How one line is classed, and its net weight."""

    net_kg = forms.DecimalField(label=_("Net weight, kg"), min_value=Decimal("0.001"), max_digits=12, decimal_places=3)
    hs6 = forms.CharField(label=_("HS code"), validators=[RegexValidator(r"^\d{6}$", _("An HS code has six digits."))])
    national_code = forms.CharField(
        label=_("National code"), required=False, validators=[RegexValidator(r"^\d{6,13}$", _("A national code has digits only."))]
    )
    lot = forms.CharField(label=_("Lot"), max_length=60, required=False)

    @staticmethod
    def initial_of(line: GoodsLine) -> dict:
        return {"net_kg": line.net_kg, "hs6": line.hs6, "national_code": line.national_code, "lot": line.lot}


def _kinds_of_package() -> list[tuple[str, str]]:
    is_chinese = (get_language() or "").startswith("zh")
    return [(code, f"{kind.zh if is_chinese and kind.zh else kind.en} ({code})") for code, kind in PACKAGES.items()]


class PackagesForm(forms.Form):
    """How a range of like packages truly is. The gross weight is of the whole range, the sides of one package."""

    packages = forms.IntegerField(label=_("Packages"), min_value=1, max_value=100_000)
    package_kind = forms.ChoiceField(label=_("Kind of package"), choices=_kinds_of_package)
    gross_kg = forms.DecimalField(label=_("Gross weight, kg"), min_value=Decimal("0.001"), max_digits=12, decimal_places=3)
    length_cm = forms.DecimalField(label=_("Length, cm"), min_value=Decimal("0.1"), max_digits=6, decimal_places=1)
    width_cm = forms.DecimalField(label=_("Width, cm"), min_value=Decimal("0.1"), max_digits=6, decimal_places=1)
    height_cm = forms.DecimalField(label=_("Height, cm"), min_value=Decimal("0.1"), max_digits=6, decimal_places=1)

    @staticmethod
    def initial_of(row: PackageRow) -> dict:
        sides = {"length_cm": row.length_cm, "width_cm": row.width_cm, "height_cm": row.height_cm}
        return {"packages": row.count, "package_kind": row.kind.code, "gross_kg": row.gross_kg, **sides}


class CorrectionForms:
    """The form of the consignment with one form a line and one a range of packages, bound together or not at all."""

    def __init__(self, shipment: Shipment, data=None):
        self.shipment = ShipmentForm(data, initial=ShipmentForm.initial_of(shipment), prefix="set")
        self.lines = [(line, LineForm(data, initial=LineForm.initial_of(line), prefix=f"line-{line.number}")) for line in shipment.lines]
        self.packages = [
            (row, PackagesForm(data, initial=PackagesForm.initial_of(row), prefix=f"packages-{index}"))
            for index, row in enumerate(shipment.packages, start=1)
        ]

    @property
    def all(self) -> list[forms.Form]:
        return [self.shipment, *(form for _line, form in self.lines), *(form for _row, form in self.packages)]

    def is_valid(self) -> bool:
        return not [form for form in self.all if not form.is_valid()]  # each says what is wrong with it, not the first alone

    @property
    def corrections(self) -> Corrections:
        lines = tuple(LineCorrection(number=line.number, **form.cleaned_data) for line, form in self.lines)
        packages = tuple(PackageCorrection(row=index, **form.cleaned_data) for index, (_row, form) in enumerate(self.packages, start=1))
        return Corrections(lines=lines, packages=packages, **self.shipment.cleaned_data)
