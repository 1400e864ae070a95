"""What both sides' doors share. Fetching is the check: a conversation of others is a 404."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.utils.translation import get_language
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_body
from orders.talk.api.answers import MessageSerializer, conversation_told
from orders.talk.api.bodies import MessageWriteSerializer
from orders.talk.api.refusals import refusals
from orders.talk.enums import Side
from orders.talk.selectors.threads import get_side, messages_of
from orders.talk.services.blocking import block, unblock
from orders.talk.services.writing import mark_read, send_message


class TalkView(APIView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "talk"


class TalkList(PagedView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "talk"


def tell(request: Request, conversation_id: UUID, side: Side, status: int = 200) -> Response:
    return Response(conversation_told(get_side(request.user, conversation_id, side), side), status=status)


def page_of_messages(view: TalkList, conversation_id: UUID, side: Side) -> Response:
    return view.answer_page(messages_of(get_side(view.request.user, conversation_id, side)), MessageSerializer)


def write(request: Request, conversation_id: UUID, side: Side) -> Response:
    """The Idempotency-Key says which message it is, so the attempt needs no number of its own."""
    thread = get_side(request.user, conversation_id, side)
    text = read_body(MessageWriteSerializer, request)["text"]
    with refusals():
        sent = send_message(thread=thread, side=side, by=request.user, text=text, key=uuid.uuid4(), language=get_language() or "en")
    return Response(MessageSerializer(sent).data, status=201)


def read_all(request: Request, conversation_id: UUID, side: Side) -> Response:
    mark_read(thread=get_side(request.user, conversation_id, side), side=side)
    return tell(request, conversation_id, side)


def close_to_other(request: Request, conversation_id: UUID, side: Side) -> Response:
    block(thread=get_side(request.user, conversation_id, side), side=side, by=request.user)
    return tell(request, conversation_id, side)


def open_to_other(request: Request, conversation_id: UUID, side: Side) -> Response:
    unblock(thread=get_side(request.user, conversation_id, side), side=side, by=request.user)
    return tell(request, conversation_id, side)
