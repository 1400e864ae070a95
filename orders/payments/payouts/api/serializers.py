from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import CallerSerializer, FactField, MoneySerializer, SignedMoneySerializer
from orders.payments.ledger.enums import EntryKind, Item
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout, PayoutSum
from orders.payments.payouts.selectors import OrderShare, explained
from orders.payments.payouts.words import ended_because, told
from sellers.enums import PayoutKind


class PayoutSerializer(serializers.Serializer):
    """What a firm is paid for one period."""

    number = serializers.CharField()
    state = serializers.ChoiceField(choices=PayoutState.choices)
    amount = MoneySerializer(source="money")
    kind = serializers.ChoiceField(choices=PayoutKind.choices, help_text="To a bank or to a phone.")
    account = serializers.CharField(source="masked", help_text="Masked.")
    day = serializers.DateField()
    prepared_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    paid_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True, help_text="When it came back or was stopped: its money goes into the next one.")
    bank_reference = FactField()
    end_note = serializers.SerializerMethodField(help_text="Why it came back or was stopped; null otherwise.")

    def get_end_note(self, payout: Payout) -> str | None:
        return ended_because(payout) or None


class PayoutLineSerializer(serializers.Serializer):
    """One movement, in one payout and never in a second."""

    happened = serializers.ChoiceField(choices=EntryKind.choices)
    item = serializers.ChoiceField(choices=Item.choices)
    at = serializers.DateTimeField()
    text = serializers.CharField(help_text="In plain words, in the language of the request.")
    note = FactField(help_text="Rate, base and rule of what was kept back.")
    amount = SignedMoneySerializer()


class PayoutShareSerializer(serializers.Serializer):
    """What one order brought in one currency; of no order where `order` is null."""

    order = FactField(source="part")
    total = SignedMoneySerializer()
    lines = serializers.SerializerMethodField()

    @extend_schema_field(PayoutLineSerializer(many=True))
    def get_lines(self, share: OrderShare) -> list[dict[str, Any]]:
        rows = [
            {"happened": line.happened, "item": line.item, "at": line.at, "text": row.text, "note": row.note, "amount": row.money}
            for line, row in zip(share.lines, told(share).rows, strict=True)
        ]
        return PayoutLineSerializer(rows, many=True).data


class PayoutSumSerializer(serializers.Serializer):
    """What was earned in one currency, and what it became in the currency of the payout at a rate that never changes."""

    earned = SignedMoneySerializer(source="money")
    paid_as = SignedMoneySerializer(source="result")
    rate = serializers.SerializerMethodField(help_text="Of one of what was earned; null where nothing was exchanged.")
    rate_day = serializers.DateField(allow_null=True)
    rate_source = FactField()

    def get_rate(self, sum_: PayoutSum) -> str | None:
        return sum_.shown_rate if sum_.is_converted else None


class PayoutDetailSerializer(PayoutSerializer):
    sums = PayoutSumSerializer(many=True)
    orders = serializers.SerializerMethodField(help_text="Every line it is made of, order by order.")

    @extend_schema_field(PayoutShareSerializer(many=True))
    def get_orders(self, payout: Payout) -> list[dict[str, Any]]:
        return PayoutShareSerializer(explained(payout), many=True).data


class PayoutQuerySerializer(CallerSerializer):
    state = serializers.ChoiceField(choices=PayoutState.choices, required=False)
    seller = serializers.SlugField(required=False, max_length=80, help_text="Which of the caller's firms; the approved one unless told.")
