from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.context import current_hub
from marketplace.look import writing
from orders.logistics.exceptions import LotRefused
from orders.logistics.lot_price import RULES
from orders.logistics.models import FreightLot, RateCard
from orders.logistics.services.lots import check_lot
from orders.logistics.words import lane_end, place_of

ZONES = ("Africa/Kigali", "Asia/Shanghai", "UTC")


class CardChoice(forms.ModelChoiceField):
    def label_from_instance(self, card: RateCard) -> str:
        """Carrier, service and lane as the reader calls the places."""
        return f"{card.carrier} · {card.get_service_display()} · {place_of(card.origin)} – {lane_end(card)}"


class LotForm(forms.ModelForm):
    """A lot to open: on which card, how much room, until when."""

    card = CardChoice(label=_("Carrier and lane"), queryset=None)
    time_zone = forms.ChoiceField(label=_("in the time of"))
    currency = forms.ChoiceField(label=_("Currency"))
    closes_at = forms.DateTimeField(
        label=_("Closes"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )

    capacity = forms.DecimalField(
        label=_("Room"),
        max_digits=10,
        decimal_places=3,
        min_value=Decimal("0.001"),
        help_text=_("In kg; by sea in m³ or t."),
    )

    class Meta:
        model = FreightLot
        fields = ["card", "closes_at", "time_zone", "currency", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hub = current_hub()
        today = timezone.localdate(timezone=ZoneInfo(hub.time_zone))
        cards = RateCard.objects.in_force_on(today).filter(weight_rule__in=RULES)
        self.fields["card"].queryset = cards.order_by("destination_country", "destination_place", "carrier", "pk")
        self.fields["time_zone"].choices = [(zone, writing.place_of(zone)) for zone in dict.fromkeys([hub.time_zone, *ZONES])]
        self.fields["currency"].choices = [(code, code) for code in hub.selling_currencies]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        card, room = data.get("card"), data.pop("capacity", None)
        if card and room:
            data["capacity_kg"] = (room * FreightLot(card=card).kg_of_unit).quantize(Decimal("0.001"))
        closes, zone = data.get("closes_at"), data.get("time_zone")
        if closes and zone:
            data["closes_at"] = timezone.make_naive(closes).replace(tzinfo=ZoneInfo(zone))
        if {"card", "capacity_kg", "closes_at"} <= data.keys() and not self.errors:
            try:
                check_lot(card=data["card"], capacity_kg=data["capacity_kg"], closes_at=data["closes_at"])
            except LotRefused as refusal:
                self.add_error(None, str(refusal))
        return data


class JoinForm(forms.Form):
    """What is put into a lot beside its packages."""

    reference = forms.CharField(label=_("Order number or your own reference"), max_length=40)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Why is it cancelled?"), max_length=200, help_text=_("The firms in it read this."))
