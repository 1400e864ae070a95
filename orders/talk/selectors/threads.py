"""Whose conversations a reader may see. Fetching is the check: everybody else meets a 404."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest

from catalog.models import Product
from marketplace.accounts.models import User
from orders.models import Order
from orders.talk.enums import ReportState, Side
from orders.talk.models import Block, Message, MessageFile, Report, SavedAnswer, Thread
from sellers.access import current_seller
from sellers.models import Member, Seller


def threads_of_buyer(user: User) -> QuerySet[Thread]:
    return Thread.objects.filter(buyer=user, last_side__gt="").select_related("product", "order", "seller")


def threads_of_seller(seller: Seller) -> QuerySet[Thread]:
    return Thread.objects.filter(seller=seller, last_side__gt="").select_related("product", "order", "buyer")


def get_thread_for(user: User, public_id: UUID) -> tuple[Thread, Side]:
    """The conversation and the side this person is on. Raises Http404 for everybody else."""
    thread = Thread.objects.filter(public_id=public_id).select_related("product", "order__group", "seller", "buyer").first()
    if thread is None or not user.is_authenticated:
        raise Http404
    if thread.buyer_id == user.pk:
        return thread, Side.BUYER
    if Member.objects.filter(user=user, seller=thread.seller_id).exists():
        return thread, Side.SELLER
    raise Http404


def get_side(user: User, public_id: UUID, side: str) -> Thread:
    """The conversation, where this person is on that side of it. Raises Http404."""
    thread, found = get_thread_for(user, public_id)
    if found != side:
        raise Http404
    return thread


def get_message_for(user: User, public_id: UUID) -> tuple[Message, Side]:
    """A message and the reader's side. Raises Http404, also for one that RDB has hidden."""
    message = Message.objects.filter(public_id=public_id, hidden_at=None).select_related("thread").first()
    if message is None:
        raise Http404
    return message, get_thread_for(user, message.thread.public_id)[1]


def get_file_for(user: User, public_id: UUID) -> MessageFile:
    """An attachment: for both sides, and for officers who decide about reports of its message. Raises Http404 for everybody else."""
    row = MessageFile.objects.filter(public_id=public_id).select_related("message__thread").first()
    if row is None or not user.is_authenticated:
        raise Http404
    if user.is_staff and user.has_perm("talk.decide_report") and Report.objects.filter(message=row.message).exists():
        return row
    if row.message.hidden_at:
        raise Http404
    get_thread_for(user, row.message.thread.public_id)
    return row


def own_product(slug: str) -> Product:
    """A product on sale that can be asked about. Raises Http404."""
    product = Product.objects.on_sale().filter(slug=slug).select_related("seller").first()
    if product is None:
        raise Http404
    return product


def own_order(user: User, number: str) -> Order:
    """An order of the member's own. Raises Http404."""
    order = Order.objects.filter(number=number, group__user=user.pk).select_related("group", "seller").first()
    if order is None:
        raise Http404
    return order


@dataclass(frozen=True)
class Talk:
    """A conversation as its page shows it."""

    thread: Thread
    side: Side
    messages: list[Message]
    is_blocked_by_me: bool
    is_blocked_by_them: bool
    reported: set[int]  # messages this side has laid before RDB


MOST_SHOWN = 200


def messages_of(thread: Thread) -> QuerySet[Message]:
    """All that was said, the newest first, with the files."""
    files = Prefetch("files", MessageFile.objects.order_by("pk"))
    return Message.objects.filter(thread=thread).prefetch_related(files).order_by("-sent_at", "-pk")


def talk_of(thread: Thread, side: Side) -> Talk:
    """The last messages in their order, with their files, and who has blocked whom: four queries."""
    messages = list(reversed(messages_of(thread)[:MOST_SHOWN]))
    blocks = set(Block.objects.filter(buyer=thread.buyer_id, seller=thread.seller_id, lifted_at=None).values_list("side", flat=True))
    reported = Report.objects.filter(message__thread=thread, side=side, state=ReportState.OPEN).values_list("message", flat=True)
    return Talk(thread, side, messages, side in blocks, side.other in blocks, set(reported))


def unread_of_reader(request: HttpRequest) -> int:
    """Conversations with something new for the signed-in reader as a buyer: one look at an index that holds only those."""
    if not request.user.is_authenticated:
        return 0
    return Thread.objects.filter(buyer=request.user, unread_buyer__gt=0).count()


def unanswered_of_office(request: HttpRequest) -> int:
    """Conversations that wait for the firm."""
    seller = getattr(request, "seller", None) or current_seller(request)
    return Thread.objects.filter(seller=seller).unanswered().count() if seller else 0


def saved_answers_of(seller: Seller) -> QuerySet[SavedAnswer]:
    return SavedAnswer.objects.filter(seller=seller)
