"""The buyer's conversations, and the report of a message by either side."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.idempotency import idempotent
from marketplace.api.reading import read_body
from orders.talk.api.answers import ConversationDetailSerializer, ConversationSerializer, MessageReportSerializer, MessageSerializer
from orders.talk.api.bodies import ConversationBeginSerializer, MessageReportBodySerializer, MessageWriteSerializer, about_of
from orders.talk.api.refusals import refusals
from orders.talk.api.views import either_side
from orders.talk.api.views.either_side import TalkList, TalkView
from orders.talk.enums import Side
from orders.talk.selectors.threads import get_message_for, threads_of_buyer
from orders.talk.services.reporting import report_message
from orders.talk.services.writing import begin

TAGS = ["conversations"]
QUESTION = OpenApiExample("Before an order", {"product": "bourbon-washed", "text": "Is it of this harvest?"}, request_only=True)


class ConversationList(TalkList):
    @extend_schema(
        operation_id="conversations_list",
        tags=TAGS,
        summary="Own conversations with sellers, the newest first",
        responses=ConversationSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(threads_of_buyer(request.user).select_related("buyer"), ConversationSerializer, side=Side.BUYER)

    @extend_schema(
        operation_id="conversations_begin",
        tags=TAGS,
        summary="Write to the seller of a product or of an order",
        request=ConversationBeginSerializer,
        responses={201: ConversationDetailSerializer},
        examples=[QUESTION],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """There is one conversation about each: where it has begun, this is its next message."""
        said = read_body(ConversationBeginSerializer, request)
        about = about_of(said, request.user)
        with refusals():
            sent = begin(buyer=request.user, about=about, text=said["text"], key=uuid.uuid4(), language=get_language() or "en")
        return either_side.tell(request, sent.thread.public_id, Side.BUYER, status=201)


class ConversationDetail(TalkView):
    @extend_schema(
        operation_id="conversations_retrieve", tags=TAGS, summary="One with its messages", responses=ConversationDetailSerializer
    )
    def get(self, request: Request, conversation_id: UUID) -> Response:
        """To fetch it marks nothing as read."""
        return either_side.tell(request, conversation_id, Side.BUYER)


class ConversationMessages(TalkList):
    @extend_schema(
        operation_id="conversations_messages_list",
        tags=TAGS,
        summary="All its messages, the newest first",
        responses=MessageSerializer(many=True),
    )
    def get(self, request: Request, conversation_id: UUID) -> Response:
        return either_side.page_of_messages(self, conversation_id, Side.BUYER)

    @extend_schema(
        operation_id="conversations_write",
        tags=TAGS,
        summary="Write a message",
        request=MessageWriteSerializer,
        responses={201: MessageSerializer},
    )
    @idempotent
    def post(self, request: Request, conversation_id: UUID) -> Response:
        """A way to be reached outside this market is refused (`contact-leak`) until an order between the two is paid."""
        return either_side.write(request, conversation_id, Side.BUYER)


class ConversationReading(TalkView):
    @extend_schema(
        operation_id="conversations_read", tags=TAGS, summary="All of it was read", request=None, responses=ConversationDetailSerializer
    )
    @idempotent
    def post(self, request: Request, conversation_id: UUID) -> Response:
        return either_side.read_all(request, conversation_id, Side.BUYER)


class ConversationBlock(TalkView):
    @extend_schema(
        operation_id="conversations_block",
        tags=TAGS,
        summary="No more messages between the two",
        request=None,
        responses=ConversationDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, conversation_id: UUID) -> Response:
        """In every conversation with this firm, in both directions; twice is once."""
        return either_side.close_to_other(request, conversation_id, Side.BUYER)

    @extend_schema(
        operation_id="conversations_unblock", tags=TAGS, summary="Lift one’s own block", responses={200: ConversationDetailSerializer}
    )
    def delete(self, request: Request, conversation_id: UUID) -> Response:
        return either_side.open_to_other(request, conversation_id, Side.BUYER)


class MessageReporting(TalkView):
    @extend_schema(
        operation_id="messages_report",
        tags=TAGS,
        summary="Lay a message of the other side before RDB",
        request=MessageReportBodySerializer,
        responses={201: MessageReportSerializer},
    )
    @idempotent
    def post(self, request: Request, message_id: UUID) -> Response:
        """For buyers and sellers; while a report is open, a second one is the first."""
        message, side = get_message_for(request.user, message_id)
        said = read_body(MessageReportBodySerializer, request)
        with refusals():
            made = report_message(message=message, side=side, by=request.user, **said)
        return Response(MessageReportSerializer(made).data, status=201)
