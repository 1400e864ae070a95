"""A firm's discounts. Another firm's is a 404; the steps are those of the office's pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import read_body, read_query
from orders.discounts.api.serializers import DiscountMakingSerializer, DiscountQuerySerializer, DiscountSerializer
from orders.discounts.exceptions import DiscountRefused
from orders.discounts.forms import BY_CODE, BY_ITSELF, DiscountForm
from orders.discounts.selectors import discounts_of, get_own_discount
from orders.discounts.services.keeping import agree_to_discount, end_discount, make_discount
from sellers.selectors import get_seller_for

PLACES = {
    **{f"name_{name}": f"/names/{name}" for name in ("en", "zh_hans", "fr", "rw")},
    **{name: f"/{name}" for name in ("code", "percent", "products", "starts_at", "ends_at", "total_limit", "buyer_limit")},
    "amount": "/amount/amount",
    "minimum_amount": "/minimum/amount",
    "currency": "/amount/currency",
    "how": "/is_automatic",
}


class DiscountList(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="discounts_list",
        tags=["discounts"],
        summary="The firm's discounts, the newest first",
        parameters=[DiscountQuerySerializer],
        responses=DiscountSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Its own, and those of the marketplace that it pays a part of."""
        seller = get_seller_for(request.user, read_query(DiscountQuerySerializer, request).get("seller", ""))
        return self.answer_page(discounts_of(seller).prefetch_related("products"), DiscountSerializer)

    @extend_schema(
        operation_id="discounts_create",
        tags=["discounts"],
        summary="Make a discount",
        request=DiscountMakingSerializer,
        responses={201: DiscountSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """It counts from its first moment on and is never changed; end it to be rid of it. The firm pays all of it."""
        said = read_body(DiscountMakingSerializer, request)
        seller = get_seller_for(request.user, said.get("seller", ""))
        if not seller.is_selling:
            raise Problem(409, "suspended", _("The firm is suspended: it cannot make a discount now."))
        form = DiscountForm(_typed(said), seller=seller)
        if not form.is_valid():
            raise _refused(form)
        made = make_discount(discount=form.discount(), products=form.cleaned_data["products"], by=request.user)
        return Response(DiscountSerializer(made).data, status=201)


class DiscountDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="discounts_retrieve", tags=["discounts"], summary="One discount, with its cost", responses=DiscountSerializer
    )
    def get(self, request: Request, discount: int) -> Response:
        return Response(DiscountSerializer(get_own_discount(request.user, discount)).data)


class DiscountAgreement(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="discounts_agree",
        tags=["discounts"],
        summary="Share it with the marketplace",
        request=None,
        responses=DiscountSerializer,
    )
    @idempotent
    def post(self, request: Request, discount: int) -> Response:
        """The firm bears its part from now on."""
        with refusals():
            agree_to_discount(discount=get_own_discount(request.user, discount), by=request.user)
        return Response(DiscountSerializer(get_own_discount(request.user, discount)).data)


class DiscountEnding(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="discounts_end", tags=["discounts"], summary="End it now", request=None, responses=DiscountSerializer)
    @idempotent
    def post(self, request: Request, discount: int) -> Response:
        """What was ordered with it keeps it."""
        with refusals():
            end_discount(discount=get_own_discount(request.user, discount), by=request.user)
        return Response(DiscountSerializer(get_own_discount(request.user, discount)).data)


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except DiscountRefused as refusal:
        raise Problem(409, "moved-on", _("It is in another state than this asks for: look at it again.")) from refusal


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    """As the page's form takes it."""
    typed: dict[str, Any] = {f"name_{name}": text for name, text in said["names"].items()}
    typed |= {"how": BY_ITSELF if said.get("is_automatic") else BY_CODE, "products": said.get("products", [])}
    typed |= {name: said[name] for name in ("code", "percent", "starts_at", "ends_at", "total_limit", "buyer_limit") if name in said}
    amounts = {"amount": said.get("amount"), "minimum_amount": said.get("minimum")}
    for name, money in amounts.items():
        if money is not None:
            typed[name] = f"{money.amount:f}"
            if typed.setdefault("currency", money.currency) != money.currency:
                text = _("Amount and least basket are of one currency.")
                raise Problem(422, "invalid", text, [pointed("/minimum/currency", text)])
    return typed


def _refused(form: DiscountForm) -> Problem:
    errors = [pointed(PLACES.get(name, ""), message) for name, messages in form.errors.items() for message in messages]
    return Problem(422, "invalid", errors[0]["message"] if len(errors) == 1 else "", errors)
