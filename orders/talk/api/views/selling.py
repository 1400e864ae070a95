"""The firm's conversations, for everybody who works for it."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.idempotency import idempotent
from marketplace.api.reading import read_query
from orders.talk.api.answers import ConversationDetailSerializer, ConversationSerializer, MessageSerializer
from orders.talk.api.bodies import FirmConversationsQuerySerializer, MessageWriteSerializer
from orders.talk.api.views import either_side
from orders.talk.api.views.either_side import TalkList, TalkView
from orders.talk.enums import Side
from orders.talk.selectors.threads import threads_of_seller
from sellers.selectors import get_seller_for

TAGS = ["sales"]


class FirmConversationList(TalkList):
    @extend_schema(
        operation_id="sales_conversations_list",
        tags=TAGS,
        summary="Conversations with buyers, the newest first",
        parameters=[FirmConversationsQuerySerializer],
        responses=ConversationSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(FirmConversationsQuerySerializer, request)
        rows = threads_of_seller(get_seller_for(request.user, wanted.get("seller", ""))).select_related("seller")
        rows = rows.unanswered().order_by("waits_since", "pk") if wanted.get("unanswered") else rows
        return self.answer_page(rows, ConversationSerializer, side=Side.SELLER)


class FirmConversationDetail(TalkView):
    @extend_schema(
        operation_id="sales_conversations_retrieve", tags=TAGS, summary="One with its messages", responses=ConversationDetailSerializer
    )
    def get(self, request: Request, conversation_id: UUID) -> Response:
        """To fetch it marks nothing as read."""
        return either_side.tell(request, conversation_id, Side.SELLER)


class FirmConversationMessages(TalkList):
    @extend_schema(
        operation_id="sales_conversations_messages_list",
        tags=TAGS,
        summary="All messages of a conversation, the newest first",
        responses=MessageSerializer(many=True),
    )
    def get(self, request: Request, conversation_id: UUID) -> Response:
        return either_side.page_of_messages(self, conversation_id, Side.SELLER)

    @extend_schema(
        operation_id="sales_conversations_write",
        tags=TAGS,
        summary="Answer a buyer",
        request=MessageWriteSerializer,
        responses={201: MessageSerializer},
    )
    @idempotent
    def post(self, request: Request, conversation_id: UUID) -> Response:
        """A way to be reached outside this market is refused (`contact-leak`) until an order between the two is paid."""
        return either_side.write(request, conversation_id, Side.SELLER)


class FirmConversationReading(TalkView):
    @extend_schema(
        operation_id="sales_conversations_read",
        tags=TAGS,
        summary="The firm has read all of it",
        request=None,
        responses=ConversationDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, conversation_id: UUID) -> Response:
        return either_side.read_all(request, conversation_id, Side.SELLER)


class FirmConversationBlock(TalkView):
    @extend_schema(
        operation_id="sales_conversations_block",
        tags=TAGS,
        summary="No more messages between the firm and this buyer",
        request=None,
        responses=ConversationDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, conversation_id: UUID) -> Response:
        """In every conversation of the two, in both directions; orders, returns and disputes go on."""
        return either_side.close_to_other(request, conversation_id, Side.SELLER)

    @extend_schema(
        operation_id="sales_conversations_unblock",
        tags=TAGS,
        summary="Lift the firm’s own block",
        responses={200: ConversationDetailSerializer},
    )
    def delete(self, request: Request, conversation_id: UUID) -> Response:
        return either_side.open_to_other(request, conversation_id, Side.SELLER)
