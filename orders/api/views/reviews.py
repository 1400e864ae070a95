"""A buyer's word on what arrived. A guest comes by the key of the order."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.trust.api.answers import OwnReviewSerializer
from catalog.trust.api.bodies import ReviewCreateSerializer, uploads_of
from catalog.trust.api.refusals import refusals
from catalog.trust.bought import purchase_for
from catalog.trust.services.reviews import write_review
from marketplace.api.idempotency import idempotent
from marketplace.api.problems import Problem
from marketplace.api.reading import read_body
from orders.api.access import KEYS, actor, own_group
from orders.api.refusals import choice_problem
from orders.selectors.orders import order_of


class OrderReviews(APIView):
    @extend_schema(
        operation_id="orders_reviews_create",
        tags=["reviews"],
        summary="Review what has arrived",
        parameters=KEYS,
        request=ReviewCreateSerializer,
        responses={201: OwnReviewSerializer},
    )
    @idempotent
    def post(self, request: Request, number: str, order_number: str) -> Response:
        """Once for each of the goods in an order. Public at once without photos; with them, when RDB has looked."""
        order = order_of(own_group(request, number), order_number)
        said = read_body(ReviewCreateSerializer, request)
        line = next((line for line in order.lines.all() if line.variant_id == said["variant"]), None)
        if line is None:
            raise choice_problem("/variant", _("This order has no such goods."))
        purchase = purchase_for(request._request, line.pk)
        if purchase is None:
            raise Problem(409, "not-arrived", _("You can review it once it has arrived."))
        with refusals():
            review = write_review(
                purchase=purchase,
                by=actor(request),
                stars=said["stars"],
                text=said.get("text", ""),
                language=said["language"],
                photos=uploads_of(said),
            )
        return Response(OwnReviewSerializer(review).data, status=201)
