"""Conversations as the API shows them to either side."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import FactField
from orders.api.serializers.cart import SellerNameSerializer
from orders.talk.enums import ReportReason, ReportState, Side
from orders.talk.models import Message, Thread
from orders.talk.selectors.threads import talk_of


class MessageSerializer(serializers.Serializer):
    """What one side wrote. It is never changed; RDB can hide it."""

    id = serializers.UUIDField(source="public_id")
    side = serializers.ChoiceField(choices=Side.choices, help_text="Who wrote it.")
    text = serializers.SerializerMethodField(help_text="Empty where only files were sent, or where it is hidden.")
    is_hidden = serializers.SerializerMethodField(help_text="RDB has hidden it from both sides.")
    files_count = serializers.SerializerMethodField(help_text="Pictures and papers; they are shown on the pages.")
    sent_at = serializers.DateTimeField()

    def get_text(self, message: Message) -> str:
        return "" if message.hidden_at else message.text

    def get_is_hidden(self, message: Message) -> bool:
        return message.hidden_at is not None

    def get_files_count(self, message: Message) -> int:
        return 0 if message.hidden_at else len(message.files.all())


class ConversationSerializer(serializers.Serializer):
    """Of one buyer and one firm, about one product or one order."""

    id = serializers.UUIDField(source="public_id")
    seller = SellerNameSerializer()
    buyer = FactField(source="buyer.name", help_text="As they call themselves.")
    product = serializers.CharField(source="product.slug", allow_null=True, default=None, help_text="Slug of the product it is about.")
    order = serializers.CharField(source="order.number", allow_null=True, default=None, help_text="Number of the order it is about.")
    unread = serializers.SerializerMethodField(help_text="Messages that the caller’s side has not read.")
    waits_since = serializers.DateTimeField(allow_null=True, help_text="The buyer waits for an answer since then.")
    last_side = serializers.ChoiceField(choices=Side.choices, help_text="Who wrote last.")
    began_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()

    def get_unread(self, thread: Thread) -> int:
        return thread.unread_by(self.context["side"])


class ConversationDetailSerializer(ConversationSerializer):
    is_blocked_by_me = serializers.SerializerMethodField(help_text="The caller’s side takes no messages of the other.")
    is_blocked_by_them = serializers.SerializerMethodField(help_text="The other side takes no messages.")
    messages = serializers.SerializerMethodField(help_text="The last 200 in their order; all of them stand in pages at …/messages/.")

    def get_is_blocked_by_me(self, _thread: Thread) -> bool:
        return self.context["talk"].is_blocked_by_me

    def get_is_blocked_by_them(self, _thread: Thread) -> bool:
        return self.context["talk"].is_blocked_by_them

    @extend_schema_field(MessageSerializer(many=True))
    def get_messages(self, _thread: Thread) -> list[dict[str, Any]]:
        return MessageSerializer(self.context["talk"].messages, many=True).data


class MessageReportSerializer(serializers.Serializer):
    """A message that lies before RDB."""

    message = serializers.UUIDField(source="message.public_id")
    reason = serializers.ChoiceField(choices=ReportReason.choices)
    note = FactField()
    state = serializers.ChoiceField(choices=ReportState.choices)
    reported_at = serializers.DateTimeField()


def conversation_told(thread: Thread, side: Side) -> dict[str, Any]:
    """The conversation with its last messages, as this side reads it."""
    return ConversationDetailSerializer(thread, context={"side": side, "talk": talk_of(thread, side)}).data
