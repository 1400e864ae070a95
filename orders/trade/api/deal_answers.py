"""Contracts, delivery points and call-offs as the API shows them to either side."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import FactField, IdField, MoneySerializer, SignedMoneySerializer
from marketplace.money import Money
from orders import addresses
from orders.api.serializers.cart import SellerNameSerializer
from orders.api.serializers.orders import AddressSerializer
from orders.enums import ENDED_UNSOLD, GroupState, OrderState
from orders.incoterms import Incoterm
from orders.logistics.enums import Mode
from orders.paperwork.enums import Kind
from orders.trade.api.answers import QuantityField
from orders.trade.enums import ContractState, Formula, Measure, PartKind, PartState, ShipmentState
from orders.trade.models import CallOff, CallOffShipment, SupplyContract
from orders.trade.selectors.contracts import price_today, standing_of
from orders.trade.selectors.paying import Part, parts_of, received_for
from sellers.selectors.calendar import hub_zone


class GoodsSerializer(serializers.Serializer):
    """The piece that is called off, packed and kept in stock."""

    variant = serializers.IntegerField(source="pk")
    sku = serializers.CharField()
    product = serializers.CharField(source="product.slug")
    name = serializers.CharField(source="product.name", help_text="In the language of the request.")


class PriceFormulaSerializer(serializers.Serializer):
    """How the price of a call-off is found, for one unit of the contract."""

    formula = serializers.ChoiceField(choices=Formula.choices)
    unit_price = MoneySerializer(source="price", allow_null=True, help_text="Where it is fixed.")
    reference = FactField(help_text="Code of the reference price; the latest row of the day counts.")
    differential = SignedMoneySerializer(source="difference", allow_null=True, help_text="Added to the reference, or taken off.")


class ContractSerializer(serializers.Serializer):
    """A quantity over a period at a price or a formula, called off in parts."""

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=ContractState.choices)
    offer = serializers.CharField(source="offer.number")
    request = serializers.CharField(source="offer.request.number")
    title = serializers.CharField(source="offer.request.title")
    company_name = serializers.CharField(help_text="The buyer.")
    seller = SellerNameSerializer()
    goods = GoodsSerializer(source="variant")
    pieces = serializers.IntegerField(help_text="In all.")
    quantity = QuantityField(pattern=r"^[0-9]{1,16}(\.[0-9]{1,6})?$", help_text="The same in the unit below.")
    unit = serializers.ChoiceField(choices=Measure.choices)
    price = PriceFormulaSerializer(source="*")
    quality = serializers.CharField()
    term = serializers.ChoiceField(choices=Incoterm.choices)
    place = serializers.CharField()
    mode = serializers.ChoiceField(choices=Mode.choices)
    lead_days = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    deposit_percent = serializers.IntegerField(help_text="Of each call-off.")
    deposit_days = serializers.IntegerField()
    balance_days = serializers.IntegerField()
    note = FactField(help_text="Why it was declined.")
    made_at = serializers.DateTimeField()
    agreed_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="The buyer answers by then; once it is in force, its last moment.")


class ContractDetailSerializer(ContractSerializer):
    consignee = serializers.SerializerMethodField(help_text="To whom every call-off goes; null until the buyer has agreed.")
    called_pieces = serializers.IntegerField(source="standing.called", help_text="Called off and not given up.")
    left_pieces = serializers.IntegerField(source="standing.left")
    piece_price = serializers.SerializerMethodField(help_text="Of one piece today; null where no reference price is on record.")

    @extend_schema_field(AddressSerializer(allow_null=True))
    def get_consignee(self, contract: SupplyContract) -> dict[str, Any] | None:
        to, language = contract.consignee, get_language() or "en"
        if not to:
            return None
        known = {name: to[name] for name in ("country", "name", "phone")}
        return AddressSerializer({**known, "town": addresses.town(to, language), "lines": addresses.lines(to, language)}).data

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_piece_price(self, contract: SupplyContract) -> dict[str, str] | None:
        price = price_today(contract, timezone.localdate(timezone=hub_zone()))
        return price and MoneySerializer(price).data


class PointSerializer(serializers.Serializer):
    """Where a part of each call-off goes: a store, by its own code."""

    code = serializers.CharField()
    name = serializers.CharField()
    city = serializers.CharField()
    line = FactField()
    phone = FactField()
    is_closed = serializers.BooleanField(help_text="Nothing is called off for it any more.")


class ImportSerializer(serializers.Serializer):
    """What a list of points comes to."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    is_written = serializers.BooleanField(help_text="False for a trial, and where nothing is new.")


class CallOffSerializer(serializers.Serializer):
    """A part of a contract, ordered at its price."""

    number = serializers.CharField()
    contract = serializers.CharField(source="contract.number")
    group = serializers.CharField(source="group.number", help_text="Its order, as /orders/{number}/ shows it to the buyer.")
    group_state = serializers.ChoiceField(choices=GroupState.choices, source="group.state")
    pieces = serializers.IntegerField()
    piece_price = serializers.SerializerMethodField()
    total = MoneySerializer()
    points_count = serializers.IntegerField(source="served")
    received_count = serializers.IntegerField(source="received", help_text="Points that have it.")
    called_at = serializers.DateTimeField()

    @extend_schema_field(MoneySerializer)
    def get_piece_price(self, called: CallOff) -> dict[str, str]:
        return MoneySerializer(Money(called.piece_price, called.currency)).data


class ReferenceRowSerializer(serializers.Serializer):
    code = serializers.CharField()
    day = serializers.DateField()
    source = serializers.CharField()


class PartSerializer(serializers.Serializer):
    """A deposit or a rest: a payment of its own, by any way that takes the currency."""

    kind = serializers.ChoiceField(choices=PartKind.choices)
    state = serializers.ChoiceField(choices=PartState.choices)
    amount = MoneySerializer()
    due_at = serializers.DateTimeField()
    provider = serializers.SerializerMethodField(help_text="Of the payment that counts; null before one was begun.")

    def get_provider(self, part: Part) -> str | None:
        return part.payment.provider if part.payment else None


class CallOffPaymentSerializer(serializers.Serializer):
    """How it is paid: deposit and rest one after the other."""

    total = MoneySerializer()
    came = serializers.SerializerMethodField(help_text="What has come so far.")
    parts = serializers.SerializerMethodField(help_text="Those above zero.")
    paid_at = serializers.DateTimeField(source="group.paid_at", allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_came(self, called: CallOff) -> dict[str, str]:
        return MoneySerializer(received_for(called)).data

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, called: CallOff) -> list[dict[str, Any]]:
        return PartSerializer(parts_of(called), many=True).data


class CallOffDetailSerializer(CallOffSerializer):
    order = serializers.SerializerMethodField(help_text="The seller's number of it, under which its papers stand.")
    order_state = serializers.SerializerMethodField()
    given_up = serializers.SerializerMethodField(help_text="Pieces cancelled, refused or not paid in time.")
    reference_price = ReferenceRowSerializer(allow_null=True, help_text="The row that the price rests on.")
    payment = CallOffPaymentSerializer(source="*")

    def get_order(self, called: CallOff) -> str:
        return self.context["order"].number

    @extend_schema_field(serializers.ChoiceField(choices=OrderState.choices))
    def get_order_state(self, called: CallOff) -> str:
        return self.context["order"].state

    def get_given_up(self, called: CallOff) -> int:
        return self.context["given_up"]


class PointPackSerializer(serializers.Serializer):
    """The papers of one point's share."""

    number = serializers.CharField(help_text="Under which they stand.")
    drawn = serializers.IntegerField(help_text="Papers that can be downloaded.")
    waiting = serializers.IntegerField(help_text="Papers that are being drawn.")
    missing = serializers.ListField(child=serializers.ChoiceField(choices=Kind.choices), help_text="Papers that lack facts.")
    is_refused = serializers.BooleanField(help_text="They contradict themselves: the seller puts them right.")
    download_url = FactField(help_text="All of them as one ZIP; null while nothing is drawn.")


class ShareSerializer(serializers.Serializer):
    """What of a call-off goes to one delivery point."""

    id = IdField(source="pk")
    point = PointSerializer()
    pieces = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ShipmentState.choices)
    carrier = FactField()
    tracking_number = FactField()
    sent_at = serializers.DateTimeField(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)
    papers = serializers.SerializerMethodField(help_text="Null before somebody has asked for them.")

    @extend_schema_field(PointPackSerializer(allow_null=True))
    def get_papers(self, share: CallOffShipment) -> dict[str, Any] | None:
        pack = self.context["packs"].rows.get(share.pk)
        if pack is None or not pack.exists:
            return None
        path = reverse(self.context["download"], args=[self.context["number"], share.pk])
        address = self.context["request"].build_absolute_uri(path) if pack.drawn else ""
        facts = {name: getattr(pack, name) for name in ("number", "drawn", "waiting", "missing", "is_refused")}
        return PointPackSerializer({**facts, "download_url": address}).data


class AskedPacksSerializer(serializers.Serializer):
    points_count = serializers.IntegerField(help_text="Points whose papers are being made.")


def contract_told(contract: SupplyContract) -> dict[str, Any]:
    contract.standing = standing_of(contract)
    return ContractDetailSerializer(contract).data


def call_off_told(called: CallOff) -> dict[str, Any]:
    order = called.group.orders.get()
    kept = sum(line.quantity - line.cancelled_quantity for line in order.lines.all() if order.state not in ENDED_UNSOLD)
    return CallOffDetailSerializer(called, context={"order": order, "given_up": called.pieces - kept}).data
