"""The cart. Like the pages it is found by the member, or by the guest's session."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.authentication import guest_session
from marketplace.api.reading import currency_for, read_body
from marketplace.api.serializers import CURRENCY
from orders.api.refusals import refusals
from orders.api.serializers.cart import CartAddSerializer, CartChangeSerializer, CartCodeSerializer, CartSerializer
from orders.models import Cart
from orders.selectors.cart import read_cart
from orders.services import cart as carts
from orders.services import codes
from orders.views.access import find_cart, recount, take_cart

LINES = OpenApiExample("two bags", {"variant": 17, "quantity": 2}, request_only=True)


class CartDoor(APIView):
    @extend_schema(
        operation_id="cart_retrieve", tags=["cart"], summary="The cart as it stands now", parameters=[CURRENCY], responses=CartSerializer
    )
    def get(self, request: Request) -> Response:
        return answer_cart(request, find_cart(request))


class CartLineList(APIView):
    @extend_schema(
        operation_id="cart_lines_create",
        tags=["cart"],
        summary="Put goods into the cart",
        parameters=[CURRENCY],
        request=CartAddSerializer,
        responses={201: CartSerializer},
        examples=[LINES],
    )
    def post(self, request: Request) -> Response:
        """Adding adds: two requests of one piece make two pieces."""
        currency, wanted = currency_for(request), read_body(CartAddSerializer, request)
        if not request.user.is_authenticated:
            guest_session(request)
        cart = take_cart(request)
        with refusals(request.LANGUAGE_CODE):
            carts.add_to_cart(cart=cart, variant_id=wanted["variant"], quantity=wanted["quantity"], currency=currency)
        return answer_cart(request, cart, status=201)


class CartLineDetail(APIView):
    @extend_schema(
        operation_id="cart_lines_update",
        tags=["cart"],
        summary="Change a line",
        parameters=[CURRENCY],
        request=CartChangeSerializer,
        responses=CartSerializer,
    )
    def patch(self, request: Request, variant: int) -> Response:
        """Set how many, or put the line aside for later."""
        currency, wanted = currency_for(request), read_body(CartChangeSerializer, request)
        cart = own_cart_with(request, variant)
        with refusals(request.LANGUAGE_CODE):
            if "quantity" in wanted:
                carts.set_quantity(cart=cart, variant_id=variant, quantity=wanted["quantity"], currency=currency)
            if "is_saved" in wanted:
                carts.save_for_later(cart=cart, variant_id=variant, is_saved=wanted["is_saved"])
        return answer_cart(request, cart)

    @extend_schema(operation_id="cart_lines_destroy", tags=["cart"], summary="Take a line out", request=None, responses={204: None})
    def delete(self, request: Request, variant: int) -> Response:
        carts.remove_line(cart=own_cart_with(request, variant), variant_id=variant)
        keep_session(request)
        return Response(status=204)


class CartCode(APIView):
    @extend_schema(
        operation_id="cart_code_update",
        tags=["cart"],
        summary="Use a discount code",
        parameters=[CURRENCY],
        request=CartCodeSerializer,
        responses=CartSerializer,
    )
    def put(self, request: Request) -> Response:
        """In place of another one: a cart has one code. A code that would count for other goods or more of them stays and waits; `code`
        of the cart says what is missing. Every other is refused and says why."""
        currency, wanted = currency_for(request), read_body(CartCodeSerializer, request)
        if not request.user.is_authenticated:
            guest_session(request)
        cart = take_cart(request)
        with refusals(request.LANGUAGE_CODE):
            codes.put_code(cart=cart, typed=wanted["code"], currency=currency, address=request.META.get("REMOTE_ADDR", ""))
        return answer_cart(request, cart)

    @extend_schema(operation_id="cart_code_destroy", tags=["cart"], summary="Take the code out", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        cart = find_cart(request)
        if cart is not None:
            codes.take_code_out(cart=cart)
        return Response(status=204)


class CartAcceptance(APIView):
    @extend_schema(
        operation_id="cart_accept",
        tags=["cart"],
        summary="Accept what changed",
        parameters=[CURRENCY],
        request=None,
        responses=CartSerializer,
    )
    def post(self, request: Request) -> Response:
        """Take today's prices and what is left of the stock; lines that cannot be bought are put aside for later."""
        currency, cart = currency_for(request), find_cart(request)
        if cart is not None:
            carts.accept_changes(cart=cart, currency=currency)
        return answer_cart(request, cart)


def own_cart_with(request: Request, variant: int) -> Cart:
    """The caller's cart, if this variant lies in it; else a 404."""
    cart = find_cart(request)
    if cart is None or not cart.lines.filter(variant_id=variant).exists():
        raise Http404
    return cart


def answer_cart(request: Request, cart: Cart | None, status: int = 200) -> Response:
    reading = read_cart(cart, currency_for(request))
    if request.method != "GET":
        keep_session(request)
    return Response(CartSerializer(reading).data, status=status)


def keep_session(request: Request) -> None:
    """The pages of this browser show the new count; a caller with a token has no pages."""
    if request.auth is None:
        recount(request)
