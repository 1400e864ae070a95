"""Returns and disputes as their buyer, their seller and RDB may see them. Fetching is the check: all others get 404."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from marketplace.accounts.models import User
from orders.aftersale.enums import SELLER_RETURNS, DisputeState
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn, ReturnLine, Statement
from orders.models import Order, OrderLine
from sellers.models import Seller
from sellers.selectors.sellers import sellers_of


def _returns() -> QuerySet[GoodsReturn]:
    lines = Prefetch("lines", ReturnLine.objects.select_related("line").order_by("line__position"))
    order_lines = Prefetch("order__lines", OrderLine.objects.order_by("position"))
    return GoodsReturn.objects.select_related("order__group", "order__seller", "rule", "refund").prefetch_related(
        lines, "photos", order_lines
    )


def _disputes() -> QuerySet[Dispute]:
    said = Prefetch("statements", Statement.objects.order_by("pk").prefetch_related("photos"))
    return Dispute.objects.select_related("order__group", "order__seller", "rule", "refund", "goods_return").prefetch_related(said)


def return_of(order: Order, number: str) -> GoodsReturn:
    """A return of an order already fetched for its buyer. Raises Http404."""
    return _found(_returns().filter(order=order, number=number).first())


def dispute_of(order: Order, number: str) -> Dispute:
    return _found(_disputes().filter(order=order, number=number).first())


def returns_of(order: Order) -> QuerySet[GoodsReturn]:
    """Of an order already fetched for its buyer, the newest first, loaded to be told whole."""
    return _returns().filter(order=order).order_by("-opened_at", "-pk")


def disputes_of(order: Order) -> QuerySet[Dispute]:
    return _disputes().filter(order=order).order_by("-opened_at", "-pk")


def get_return_for(user: User, number: str) -> GoodsReturn:
    """A return to a firm this person works for. Raises Http404."""
    return _found(_returns().filter(number=number, order__seller__in=sellers_of(user)).first())


def get_dispute_for(user: User, number: str) -> Dispute:
    return _found(_disputes().filter(number=number, order__seller__in=sellers_of(user)).first())


def get_photo(public_id) -> CasePhoto:
    """The photo with the order it belongs to; the view asks who may see it. Raises Http404."""
    related = ["goods_return__order__group", "statement__dispute__order__group"]
    return _found(CasePhoto.objects.select_related(*related).filter(public_id=public_id).first())


def order_of_photo(photo: CasePhoto) -> Order:
    return photo.goods_return.order if photo.goods_return_id else photo.statement.dispute.order


def returns_to(seller: Seller) -> QuerySet[GoodsReturn]:
    return GoodsReturn.objects.filter(order__seller=seller).select_related("order__group").order_by("-opened_at", "-pk")


def disputes_with(seller: Seller) -> QuerySet[Dispute]:
    return Dispute.objects.filter(order__seller=seller).select_related("order__group").order_by("-opened_at", "-pk")


def whole_returns_to(seller: Seller) -> QuerySet[GoodsReturn]:
    """The newest first, loaded to be told whole."""
    return _returns().filter(order__seller=seller).order_by("-opened_at", "-pk")


def whole_disputes_with(seller: Seller) -> QuerySet[Dispute]:
    return _disputes().filter(order__seller=seller).order_by("-opened_at", "-pk")


def waiting_returns(seller: Seller) -> QuerySet[GoodsReturn]:
    """Those whose next step is the seller's, the most urgent first."""
    return GoodsReturn.objects.filter(order__seller=seller, state__in=SELLER_RETURNS).order_by("due_at")


def waiting_disputes(seller: Seller) -> QuerySet[Dispute]:
    return Dispute.objects.filter(order__seller=seller, state=DisputeState.WITH_SELLER).order_by("due_at")


def count_waiting(seller: Seller) -> int:
    """In one query, because every page of the office asks."""
    returns, disputes = waiting_returns(seller).order_by().values("pk"), waiting_disputes(seller).order_by().values("pk")
    return returns.union(disputes, all=True).count()


def _found(row):
    if row is None:
        raise Http404
    return row
