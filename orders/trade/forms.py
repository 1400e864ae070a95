"""What buyers and sellers type. Forms check shape; the services check truth."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.context import current_hub
from marketplace.hubs.models import Hub
from marketplace.look import writing
from marketplace.money.amounts import precision
from orders.forms import ShippingForm
from orders.incoterms import Incoterm
from orders.trade.enums import Measure
from orders.trade.models import Offer, QuotationRequest
from orders.trade.selectors.certificates import certificates
from orders.trade.services.offers import Words
from sellers.models import Sector

# Where buyers of the hub sit; the hub's own zone comes first.
ZONES = ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Dubai", "Europe/Berlin", "Europe/London", "America/New_York", "UTC"]
LOCAL = "%Y-%m-%dT%H:%M"
LONGEST_DAYS = 3 * 365


def words(label: Any, *, required: bool = False, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class QuantityField(forms.DecimalField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"})
        super().__init__(min_value=Decimal("0.001"), max_digits=14, decimal_places=3, widget=widget, **kwargs)


class PriceField(forms.DecimalField):
    """A price in one currency, in its own precision; with `currency` unknown yet, in two digits."""

    def __init__(self, *, currency: str = "", least: Decimal | None = None, **kwargs: Any) -> None:
        places = precision(currency)
        step = Decimal(1).scaleb(-places)
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": str(step)})
        super().__init__(min_value=step if least is None else least, max_digits=14, decimal_places=places, widget=widget, **kwargs)


def zones_of(hub: Hub) -> list[tuple[str, str]]:
    return [(zone, writing.place_of(zone)) for zone in dict.fromkeys([hub.time_zone, *ZONES])]


def choices_of_request() -> dict[str, list[tuple[str, str]]]:
    """What programs may name, by its code, and its name in the reader's language."""
    return {
        "sectors": [(sector.code, str(sector.name)) for sector in Sector.objects.filter(is_open=True)],
        "certificates": certificates(),
        "units": [(code, str(name)) for code, name in Measure.choices],
        "time_zones": zones_of(current_hub()),
    }


def latest_moment() -> datetime:
    """Nobody plans an offer beyond it, and a calendar ends somewhere."""
    return timezone.now() + timedelta(days=LONGEST_DAYS)


class RequestForm(forms.ModelForm):
    sector = forms.ModelChoiceField(label=_("Kind of goods"), queryset=Sector.across_hubs.none(), required=False, empty_label=_("not sure"))
    quantity = QuantityField(label=_("Quantity"))
    target_price = PriceField(
        label=_("Target price for one unit"), required=False, help_text=_("Sellers see it. Leave it empty to hear theirs first.")
    )
    currency = forms.ChoiceField(label=_("Currency"))
    certificates = forms.MultipleChoiceField(label=_("Certificates you need"), required=False, widget=forms.CheckboxSelectMultiple)
    deadline = forms.DateTimeField(
        label=_("Offers until"),
        input_formats=[LOCAL, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=LOCAL, attrs={"type": "datetime-local"}),
    )
    time_zone = forms.ChoiceField(label=_("in the time of"))

    class Meta:
        model = QuotationRequest
        fields = [
            *("company_name", "title", "sector", "hs_code", "details", "quantity", "unit", "packing"),
            *("certificates", "other_certificates", "term", "place", "target_price", "currency", "deadline", "time_zone"),
        ]
        labels = {
            "company_name": _("Your company"),
            "title": _("What do you need?"),
            "hs_code": _("HS code"),
            "details": _("Quality and details"),
            "unit": _("counted in"),
            "packing": _("Packing"),
            "other_certificates": _("Other certificates"),
            "term": _("Incoterm"),
            "place": _("Named place"),
        }
        help_texts = {
            "title": _("For example: dried chilli, whole, stem off"),
            "hs_code": _("If you know it: four to ten digits. It finds the sellers best."),
            "details": _("Moisture, size, grade, delivery in parts: whatever the price depends on."),
            "packing": _("For example: 25 kg cartons with inner bag"),
            "place": _("For example: Kigali, Dar es Salaam or Shanghai"),
        }
        widgets = {"details": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, reader_zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hub = current_hub()
        self.fields["sector"].queryset = Sector.objects.filter(is_open=True)
        self.fields["currency"].choices = [(code, code) for code in hub.selling_currencies]
        self.fields["certificates"].choices = certificates()
        zones = zones_of(hub)
        self.fields["time_zone"].choices = zones
        self.fields["hs_code"].widget.attrs["inputmode"] = "numeric"
        if self.instance.pk and not self.is_bound:
            local = self.instance.deadline.astimezone(ZoneInfo(self.instance.time_zone))
            self.initial["deadline"] = local.replace(tzinfo=None)
        elif reader_zone in dict(zones):
            self.initial.setdefault("time_zone", reader_zone)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        deadline, zone = data.get("deadline"), data.get("time_zone")
        if deadline and zone:
            data["deadline"] = timezone.make_naive(deadline).replace(tzinfo=ZoneInfo(zone))
            if data["deadline"] <= timezone.now():
                self.add_error("deadline", _("This moment is over. Name a later one."))
            elif data["deadline"] > latest_moment():
                self.add_error("deadline", _("Name a day within the next three years."))
        if not (data.get("hs_code") or data.get("sector") or self.instance.product_id):
            self.add_error("sector", _("Choose the kind of goods or type an HS code, so that we find the sellers."))
        price, currency = data.get("target_price"), data.get("currency")
        if price and currency and price != round(price, precision(currency)):
            self.add_error("target_price", _("%(currency)s has no cents.") % {"currency": currency})
        return data

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "product": self.instance.product}


class TermsForm(forms.Form):
    """An offer, its revision or a counter-offer, begun from what lies on the table or what was asked."""

    def __init__(self, *args: Any, request: QuotationRequest, offer: Offer | None = None, is_buyer: bool = False, **kwargs: Any) -> None:
        self.request = request
        start = offer.on_table if offer else request
        initial: dict[str, Any] = {name: getattr(start, name) for name in ("quantity", "term", "place")}
        initial["quantity"] = initial["quantity"].normalize()
        if offer:
            initial |= {"unit_price": start.unit_price, "lead_days": start.lead_days, "valid_until": local_day(start.valid_until, request)}
        super().__init__(*args, initial=initial, **kwargs)
        unit = {"currency": request.currency, "unit": request.get_unit_display()}
        self.fields["unit_price"] = PriceField(label=_("Price, %(currency)s for one %(unit)s") % unit, currency=request.currency)
        self.fields["quantity"] = QuantityField(label=_("Quantity, %(unit)s") % unit)
        self.fields["term"] = forms.ChoiceField(label=_("Incoterm"), choices=Incoterm.choices)
        self.fields["place"] = forms.CharField(label=_("Named place"), max_length=120)
        self.fields["lead_days"] = forms.IntegerField(label=_("Ready within, days"), min_value=0, max_value=730)
        if not is_buyer:
            last = writing.moment(request.deadline, request.time_zone)
            self.fields["valid_until"] = forms.DateField(
                label=_("Valid to the end of"),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                help_text=_("Not before the last day for offers, %(moment)s.") % {"moment": last},
            )
        self.fields["note"] = words(_("Further terms"), help_text=_("Payment, quality, inspection, packing, what is not included."))

    def clean_valid_until(self) -> date:
        day = self.cleaned_data["valid_until"]
        if day > latest_moment().date():
            raise forms.ValidationError(_("Name a day within the next three years."))
        return day

    def offered(self, *, valid_until: datetime | None = None) -> Words:
        data = dict(self.cleaned_data)
        day = data.pop("valid_until", None)
        end = datetime.combine(day, time(23, 59, 59), ZoneInfo(self.request.time_zone)) if day else valid_until
        return Words(valid_until=end, **data)


def local_day(moment: datetime, request: QuotationRequest):
    return moment.astimezone(ZoneInfo(request.time_zone)).date()


class NoteForm(forms.Form):
    """A word to the other side."""

    note = words(_("A word to the other side"))


class SampleForm(forms.Form):
    amount_wanted = forms.CharField(label=_("How much"), max_length=120, help_text=_("For example: 500 g of this harvest"))
    address = forms.CharField(label=_("Where to"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


class SendSampleForm(ShippingForm):
    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("What it costs the buyer, %(currency)s") % {"currency": currency}
        self.fields["cost"] = PriceField(
            label=label, currency=currency, least=Decimal(0), initial=0, help_text=_("0 for a free sample. You settle it between you.")
        )
