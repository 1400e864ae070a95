"""What callers send about requests, offers and samples."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.api.problems import Problem
from marketplace.api.serializers import CallerSerializer, GivenMoneySerializer, InputSerializer
from marketplace.money import Money
from orders.api.refusals import checked_form, choice_problem
from orders.api.serializers.orders import ShippingSerializer
from orders.incoterms import Incoterm
from orders.trade.api.answers import QUANTITY
from orders.trade.enums import Measure, RequestState
from orders.trade.forms import RequestForm, TermsForm
from orders.trade.models import Offer, QuotationRequest
from orders.trade.services.offers import Words
from sellers.models import Sector

MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"
CODE = r"^[a-z0-9-]{0,40}$"


class RequestChangeSerializer(InputSerializer):
    """What of a draft shall be otherwise; the rest stays."""

    company_name = serializers.CharField(max_length=160, required=False)
    title = serializers.CharField(max_length=160, required=False, help_text="What is needed.")
    sector = serializers.RegexField(CODE, required=False, allow_blank=True, help_text="Kind of goods: a code of /trade/choices/.")
    hs_code = serializers.RegexField(r"^([0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})?$", required=False, allow_blank=True)
    details = serializers.CharField(max_length=4000, required=False, allow_blank=True, help_text="Moisture, grade, delivery in parts.")
    quantity = serializers.RegexField(QUANTITY, required=False)
    unit = serializers.ChoiceField(choices=Measure.choices, required=False)
    packing = serializers.CharField(max_length=240, required=False, allow_blank=True)
    certificates = serializers.ListField(child=serializers.RegexField(CODE), max_length=40, required=False)
    other_certificates = serializers.CharField(max_length=240, required=False, allow_blank=True)
    term = serializers.ChoiceField(choices=Incoterm.choices, required=False)
    place = serializers.CharField(max_length=120, required=False)
    currency = serializers.RegexField(r"^[A-Z]{3}$", required=False, help_text="Of the offers.")
    target_price = GivenMoneySerializer(required=False, allow_null=True, help_text="For one unit, in that currency; sellers see it.")
    deadline = serializers.RegexField(MOMENT, required=False, help_text="Offers until: RFC 3339, with its zone.")
    time_zone = serializers.RegexField(r"^[A-Za-z_]{1,20}(/[A-Za-z_]{1,19})?$", required=False, help_text="One of /trade/choices/.")


NEEDED = ("company_name", "title", "quantity", "unit", "term", "place", "currency", "deadline", "time_zone")


class RequestDraftSerializer(RequestChangeSerializer):
    """A draft of a request, for a product on sale or in free words."""

    product = serializers.SlugField(max_length=160, required=False, help_text="Slug of the product; its customs code comes with it.")

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for name in NEEDED:
            fields[name].required = True
        return fields


class RequestQuerySerializer(CallerSerializer):
    state = serializers.ChoiceField(choices=RequestState.choices, required=False)


class MatchQuerySerializer(RequestQuerySerializer):
    seller = serializers.SlugField(required=False, max_length=80, help_text="Which of the caller's firms; the approved one unless told.")


class CounterSerializer(InputSerializer):
    """The buyer's own terms. They stand as long as the offer does."""

    unit_price = GivenMoneySerializer(help_text="For one unit, in the currency of the request.")
    quantity = serializers.RegexField(QUANTITY)
    term = serializers.ChoiceField(choices=Incoterm.choices)
    place = serializers.CharField(max_length=120)
    lead_days = serializers.IntegerField(min_value=0, max_value=730)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, help_text="Payment, quality, inspection, packing.")


class OfferingSerializer(CounterSerializer):
    """An offer, or its one revision."""

    valid_until = serializers.DateField(help_text="To the end of this day in the time zone of the request; not before its deadline.")


class TradeWordSerializer(InputSerializer):
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, help_text="A word to the other side.")


class TradeReasonSerializer(InputSerializer):
    note = serializers.CharField(max_length=2000, help_text="Why not, as the other side reads it.")


class SampleAskSerializer(InputSerializer):
    amount_wanted = serializers.CharField(max_length=120, help_text="Such as 500 g of this harvest.")
    address = serializers.CharField(max_length=600, help_text="Where to.")


class SampleSendingSerializer(ShippingSerializer):
    cost = GivenMoneySerializer(help_text="What the buyer owes you for it, 0 for none; you settle it between you.")


def moment_of(text: str, pointer: str) -> datetime:
    """Raises Problem for days and hours that no calendar has."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or not 1900 <= moment.year <= 9000:
        raise choice_problem(pointer, _("there is no such moment."))
    return moment


def amount_in(currency: str, said: Money | None, pointer: str) -> Decimal | None:
    """The amount in the currency of the request. Raises Problem for another one."""
    if said is None:
        return None
    if said.currency != currency:
        raise choice_problem(pointer, _("This request asks for prices in %(currency)s.") % {"currency": currency})
    return said.amount


def request_facts(said: dict[str, Any], draft: QuotationRequest) -> dict[str, Any]:
    """What the body makes of a draft, read by the form of the pages. Raises Problem, told field by field."""
    facts = said_before(draft) if draft.pk else {}
    facts |= {name: value for name, value in said.items() if name != "product"}
    if "sector" in said:
        facts["sector"] = sector_of(said["sector"])
    if "target_price" in said:
        facts["target_price"] = amount_in(facts["currency"], said["target_price"], "/target_price/currency")
    deadline = moment_of(said["deadline"], "/deadline") if "deadline" in said else draft.deadline
    form = RequestForm(facts, instance=draft)
    zones = dict(form.fields["time_zone"].choices)
    zone = ZoneInfo(facts["time_zone"]) if facts["time_zone"] in zones else UTC
    form.data = facts | {"deadline": f"{deadline.astimezone(zone):%Y-%m-%d %H:%M}"}
    return checked_form(form).facts() | {"deadline": deadline}


def said_before(draft: QuotationRequest) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in RequestForm.Meta.fields} | {"sector": draft.sector_id}


def sector_of(code: str) -> int | None:
    """Raises Problem for a kind of goods that nobody sells here."""
    if not code:
        return None
    sector = Sector.objects.filter(code=code, is_open=True).first()
    if sector is None:
        raise choice_problem("/sector", _("There is no such kind of goods."))
    return sector.pk


def offered(said: dict[str, Any], request: QuotationRequest, offer: Offer | None = None, *, until: datetime | None = None) -> Words:
    """The words of a body, read by the form of the pages; with `until` those of the buyer. Raises Problem."""
    data = said | {"unit_price": amount_in(request.currency, said["unit_price"], "/unit_price/currency")}
    form = TermsForm(data, request=request, offer=offer, is_buyer=until is not None)
    return checked(form, {"unit_price": "/unit_price/amount"}).offered(valid_until=until)


def checked(form: forms.Form, places: dict[str, str]) -> forms.Form:
    """A form whose fields stand at the top of the body, but for `places`. Raises Problem."""
    try:
        return checked_form(form)
    except Problem as problem:
        for error in problem.errors:
            error["pointer"] = places.get(error["pointer"].strip("/"), error["pointer"])
        raise
