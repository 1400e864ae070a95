from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.enums import Unit
from marketplace.api.serializers import LARGEST_ID, CallerSerializer, FactField, InputSerializer, MoneySerializer
from orders import addresses
from orders.api.serializers.cart import SellerNameSerializer
from orders.enums import ENDED_UNSOLD, SELLER_SEES, GroupState, MoneyState, OrderState, RefusalReason
from orders.lanes import BUYER, SELLER
from orders.logistics.enums import Mode, Service
from orders.models import Order, OrderGroup
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.models import Refund
from orders.selectors.refunds import money_of, refunds_of, what_next
from orders.selectors.timeline import arrival_of, timeline


class OrderLineSerializer(serializers.Serializer):
    """So many of one thing at one price, as agreed. Weights are of one unit, packed."""

    variant = serializers.IntegerField(source="variant_id")
    sku = serializers.CharField()
    product = FactField(source="product_slug")
    name = serializers.CharField(help_text="In the language of the request.")
    variant_name = FactField()
    hs_code = FactField()
    origin_country = serializers.CharField()
    lot = FactField()
    unit = serializers.ChoiceField(choices=Unit.choices)
    quantity = serializers.IntegerField()
    cancelled_quantity = serializers.IntegerField(help_text="Pieces given up since; the quantity and the total stay as agreed.")
    returned_quantity = serializers.IntegerField(help_text="Pieces in a return, asked for or come back.")
    unit_price = MoneySerializer(source="price")
    discount = MoneySerializer(help_text="Taken off price times quantity.")
    total = MoneySerializer(help_text="What the buyer pays for it.")
    net_weight_g = serializers.IntegerField()
    gross_weight_g = serializers.IntegerField()


class StepSerializer(serializers.Serializer):
    """One step of an order's way, behind it or to come."""

    title = serializers.CharField(help_text="In the language of the request.")
    note = FactField()
    at = serializers.DateTimeField(allow_null=True)
    is_done = serializers.BooleanField()
    is_now = serializers.BooleanField()
    is_bad = serializers.BooleanField()
    first = serializers.DateField(allow_null=True, help_text="Expected, from this day.")
    last = serializers.DateField(allow_null=True, help_text="Expected, by this day.")


class DeliverySerializer(serializers.Serializer):
    """The option chosen at checkout."""

    service = serializers.ChoiceField(choices=Service.choices, source="delivery_service")
    mode = serializers.ChoiceField(choices=Mode.choices, source="delivery_mode")
    transit_min_days = serializers.IntegerField()
    transit_max_days = serializers.IntegerField()
    chargeable_g = serializers.IntegerField(source="chargeable_weight_g")
    quote = FactField(source="delivery_quote.quote")


class OrderSerializer(serializers.Serializer):
    """One seller's share of a checkout."""

    reader = BUYER  # whom its steps speak to

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=OrderState.choices)
    money_state = serializers.ChoiceField(choices=MoneyState.choices, help_text="Where the money is, beside where the goods are.")
    seller = serializers.SerializerMethodField()
    goods = MoneySerializer(help_text="What the buyer pays for the goods.")
    discount = MoneySerializer(help_text="What was taken off them before.")
    delivery_price = MoneySerializer(source="delivery")
    total = MoneySerializer()
    refunding = MoneySerializer(help_text="Gone back, on its way back, or refused by the payment company for now.")
    refunded = MoneySerializer(help_text="Gone back, as the provider says.")
    refund_held_up = MoneySerializer(source="held_up", help_text="Refused by the payment company: our staff sends it again.")
    delivery = DeliverySerializer(source="*")
    lines = OrderLineSerializer(many=True)
    steps = serializers.SerializerMethodField()
    arrives_first = serializers.SerializerMethodField(help_text="The first day it may arrive; null where nothing is under way.")
    arrives_last = serializers.SerializerMethodField()
    carrier = FactField(help_text="Who carries it; null until it is on its way.")
    tracking_number = FactField()
    end_reason = serializers.SerializerMethodField()
    end_note = FactField()
    is_cancellable = serializers.BooleanField(help_text="Paid, and the seller has not packed.")
    paid_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    packed_at = serializers.DateTimeField(allow_null=True)
    shipped_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(SellerNameSerializer)
    def get_seller(self, order: Order) -> dict[str, str]:
        """The name as it stood on the day."""
        return {"slug": order.seller.slug, "name": order.seller_trade_name}

    @extend_schema_field(StepSerializer(many=True))
    def get_steps(self, order: Order) -> list[dict[str, Any]]:
        return StepSerializer(timeline(order, self.reader), many=True).data

    def get_arrives_first(self, order: Order) -> date | None:
        return arrival_of(order)[0] if is_under_way(order) else None

    def get_arrives_last(self, order: Order) -> date | None:
        return arrival_of(order)[1] if is_under_way(order) else None

    @extend_schema_field(serializers.ChoiceField(choices=RefusalReason.choices, allow_null=True))
    def get_end_reason(self, order: Order) -> str | None:
        return order.end_reason or None


def is_under_way(order: Order) -> bool:
    return order.state not in (*ENDED_UNSOLD, OrderState.DELIVERED, OrderState.AWAITING_PAYMENT)


class AddressSerializer(serializers.Serializer):
    """Where the parcels go, as written on them."""

    country = serializers.CharField()
    name = serializers.CharField()
    phone = serializers.CharField(help_text="Masked for the buyer, whole for the seller.")
    town = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())


def address_of(group: OrderGroup, phone: str) -> dict[str, Any]:
    language = get_language() or "en"
    known = {"country": group.destination_country, "name": group.address["name"], "phone": phone}
    return {**known, "town": addresses.town(group.address, language), "lines": addresses.lines(group.address, language)}


class OrderGroupSerializer(serializers.Serializer):
    """One checkout: who, where to, how much. Its orders, one a seller, hang below."""

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=GroupState.choices)
    money_state = serializers.SerializerMethodField(help_text="Where the money of all its orders is.")
    email = serializers.CharField()
    company_name = FactField()
    company_code = FactField()
    purchase_order = FactField()
    address = serializers.SerializerMethodField()
    goods = MoneySerializer()
    delivery = MoneySerializer()
    total = MoneySerializer()
    orders = serializers.SerializerMethodField()
    placed_at = serializers.DateTimeField()
    held_until = serializers.SerializerMethodField(help_text="Until when the goods are set aside; null once it is paid or over.")
    paid_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    is_demonstration = serializers.BooleanField()

    @extend_schema_field(serializers.ChoiceField(choices=MoneyState.choices))
    def get_money_state(self, group: OrderGroup) -> str:
        return money_of(group, list(group.orders.all())).state

    @extend_schema_field(AddressSerializer)
    def get_address(self, group: OrderGroup) -> dict[str, Any]:
        return AddressSerializer(address_of(group, addresses.masked_phone(group.phone))).data

    @extend_schema_field(OrderSerializer(many=True))
    def get_orders(self, group: OrderGroup) -> list[dict[str, Any]]:
        orders = list(group.orders.all())
        for order in orders:
            order.group = group  # spares the timeline a question each
        return OrderSerializer(orders, many=True).data

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_held_until(self, group: OrderGroup) -> str | None:
        held = group.held_until if group.state == GroupState.AWAITING_PAYMENT else None
        return held and serializers.DateTimeField().to_representation(held)


class PaymentSerializer(serializers.Serializer):
    """The attempt to pay that counts: the paid or living one, else the last."""

    provider = serializers.CharField()
    state = serializers.ChoiceField(choices=PaymentState.choices)
    amount = MoneySerializer(source="money")
    expires_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    redirect_url = serializers.SerializerMethodField(help_text="Where the buyer's browser goes to pay; null once it is over.")

    def get_redirect_url(self, payment: Any) -> str | None:
        return (payment.redirect_url or None) if payment.is_live else None


class RefundSerializer(serializers.Serializer):
    """Money that goes back, has gone back, or was refused by the payment company."""

    order = serializers.SerializerMethodField(help_text="For which of the orders; null for money that was never taken for any.")
    reason = serializers.ChoiceField(choices=RefundReason.choices)
    amount = MoneySerializer(source="money")
    state = serializers.ChoiceField(choices=RefundState.choices)
    what_next = serializers.SerializerMethodField(help_text="What happens next, in the language of the request; null once it is done.")
    created_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)

    def get_order(self, refund: Refund) -> str | None:
        return refund.parts.get("order")

    def get_what_next(self, refund: Refund) -> str | None:
        return what_next(refund)


class OrderGroupDetailSerializer(OrderGroupSerializer):
    payment = serializers.SerializerMethodField()
    refunds = serializers.SerializerMethodField()

    @extend_schema_field(PaymentSerializer(allow_null=True))
    def get_payment(self, group: OrderGroup) -> dict[str, Any] | None:
        payment = self.context["payment"]
        return PaymentSerializer(payment).data if payment else None

    @extend_schema_field(RefundSerializer(many=True))
    def get_refunds(self, group: OrderGroup) -> list[dict[str, Any]]:
        return RefundSerializer(refunds_of(group), many=True).data


class PlacedGroupSerializer(OrderGroupDetailSerializer):
    redirect_url = serializers.SerializerMethodField(
        help_text="Where the buyer's browser goes to pay; null where the provider does not answer just now: try POST /orders/{number}/pay/."
    )
    order_key = serializers.SerializerMethodField(help_text="A guest's key to this order: send it as Order-Key. Null for members.")

    def get_redirect_url(self, group: OrderGroup) -> str | None:
        return (self.get_payment(group) or {}).get("redirect_url")

    def get_order_key(self, group: OrderGroup) -> str | None:
        return None if group.user_id else group.access_token


class SaleSerializer(OrderSerializer):
    """A paid order as its seller sees it."""

    reader = SELLER

    ship_to = serializers.SerializerMethodField()
    company_name = FactField(source="group.company_name")
    company_code = FactField(source="group.company_code")
    purchase_order = FactField(source="group.purchase_order")

    @extend_schema_field(AddressSerializer)
    def get_ship_to(self, order: Order) -> dict[str, Any]:
        return AddressSerializer(address_of(order.group, order.group.phone)).data


class SaleQuerySerializer(CallerSerializer):
    state = serializers.ChoiceField(choices=[(str(state), state.label) for state in SELLER_SEES], required=False)
    seller = serializers.SlugField(required=False, max_length=80, help_text="Which of the caller's firms; the approved one unless told.")


class ShippingSerializer(InputSerializer):
    carrier = serializers.CharField(max_length=80)
    tracking_number = serializers.CharField(min_length=4, max_length=60, help_text="Letters, digits and hyphens.")


class PiecesSerializer(InputSerializer):
    """So many pieces of one line, named by its variant."""

    variant = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    quantity = serializers.IntegerField(min_value=1, max_value=1_000_000)


class CancellationSerializer(InputSerializer):
    lines = serializers.ListField(child=PiecesSerializer(), required=False, min_length=1, help_text="Left out: the whole order.")


class RefusalSerializer(InputSerializer):
    lines = serializers.ListField(child=PiecesSerializer(), required=False, min_length=1, help_text="Left out: the whole order.")
    reason = serializers.ChoiceField(choices=RefusalReason.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, help_text="A word to the buyer; needed for `other`.")


class PaySerializer(InputSerializer):
    provider = serializers.CharField(max_length=30, help_text="Code of a way to pay, such as `sandbox`.")


class RedirectSerializer(serializers.Serializer):
    redirect_url = serializers.CharField(help_text="Where the buyer's browser goes to pay.")
