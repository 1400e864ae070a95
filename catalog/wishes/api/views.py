"""A member's own wishlist: nobody else's is ever named."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.models import Product
from catalog.wishes.api.answers import WishSerializer
from catalog.wishes.api.bodies import WishBodySerializer
from catalog.wishes.exceptions import WishRefused
from catalog.wishes.models import Wish
from catalog.wishes.selectors import WishLines, lines_for
from catalog.wishes.services.keeping import drop_wish, keep_wish
from catalog.wishes.words import refusal_text
from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import currency_for, read_body
from marketplace.api.serializers import CURRENCY

TAGS = ["wishes"]
HEART = OpenApiExample("A heart", {"product": "bourbon-washed"}, request_only=True)


class WishList(PagedView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "wishes"

    @extend_schema(
        operation_id="wishes_list",
        tags=TAGS,
        summary="The caller’s wishlist, the newest first",
        parameters=[CURRENCY],
        responses=WishSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Prices of today beside those of the day it was kept."""
        return self.answer_page(WishLines(request.user, currency_for(request), request.preferences.country), WishSerializer)

    @extend_schema(
        operation_id="wishes_create",
        tags=TAGS,
        summary="Keep a product in mind",
        parameters=[CURRENCY],
        request=WishBodySerializer,
        responses={201: WishSerializer},
        examples=[HEART],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """What stands there already stays as it is, with the price of its own day. A list holds 300 products."""
        said, currency = read_body(WishBodySerializer, request), currency_for(request)
        product = Product.objects.on_sale().filter(slug=said["product"]).first()
        if product is None:
            raise _wrong("/product", _("There is no such product on sale."))
        if "variant" in said and not product.variants.filter(pk=said["variant"]).exists():
            raise _wrong("/variant", _("This product has no such variant."))
        try:
            wish = keep_wish(user=request.user, product_id=product.pk, variant_id=said.get("variant"), currency=currency)
        except WishRefused as refusal:
            raise Problem(409, f"wishlist-{refusal.why}", refusal_text(refusal)) from refusal
        (line,) = lines_for([wish], user=request.user, currency=currency, country=request.preferences.country)
        return Response(WishSerializer(line).data, status=201)


class WishDetail(APIView):
    permission_classes = [IsAuthenticated]
    throttle_scope = "wishes"

    @extend_schema(operation_id="wishes_remove", tags=TAGS, summary="Take a product off the wishlist", responses={204: None})
    def delete(self, request: Request, slug: str) -> Response:
        """Also one that is on sale no more; what does not stand there is a 404."""
        wish = get_object_or_404(Wish.objects.filter(user=request.user), product__slug=slug)
        drop_wish(user=request.user, product_id=wish.product_id)
        return Response(status=204)


def _wrong(pointer: str, text: str) -> Problem:
    return Problem(422, "invalid", text, [pointed(pointer, text)])
