"""What delivery costs for goods of ours: the cart, or lines that lie in no cart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import currency_for, read_body
from orders import addresses, regions
from orders.api.refusals import cart_problem, choice_problem, closed_problem, quantity_problem
from orders.api.serializers.checkout import QuoteAskSerializer
from orders.exceptions import QuantityRefused
from orders.logistics.api.views import ASKED, answer_asked
from orders.models import Cart, CartLine
from orders.selectors.cart import CartReading, Lane, read_cart, read_lines
from orders.services.cart import check_quantity
from orders.services.parcels import ask_for_quote
from orders.views.access import find_cart
from orders.views.countries import known_country

EXAMPLE = OpenApiExample(
    "two bags to Zhejiang",
    {"destination": {"country": "CN", "region": "330000"}, "lines": [{"variant": 17, "quantity": 2}], "currency": "CNY"},
    request_only=True,
)


class QuoteList(APIView):
    throttle_scope = "quotes"

    @extend_schema(
        operation_id="quotes_create",
        tags=["quotes"],
        summary="Ask what delivery costs",
        request=QuoteAskSerializer,
        responses=ASKED,
        examples=[EXAMPLE],
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """For the cart, or for other goods of one seller. A worker answers, usually within a second: read the quote until its
        state is no longer `waiting`, and choose one of its options at checkout."""
        asked = read_body(QuoteAskSerializer, request)
        currency = currency_for(request, asked.get("currency"))
        address = read_destination(asked["destination"])
        lines = asked.get("lines")
        reading = read_cart(find_cart(request), currency) if lines is None else read_wanted(lines, currency)
        lane = choose_lane(reading, asked.get("seller"))
        if closed := [item for item in lane.items if address["country"] in item.offer.not_to]:
            raise closed_problem(closed)
        quote = ask_for_quote(lane=lane, address=address)
        if quote is None:
            text = _("No rate can be worked out for these goods. Ask for one on the website.")
            raise Problem(409, "rate-on-request", text)
        return answer_asked(request, quote)


def read_destination(said: dict[str, str]) -> addresses.Address:
    """What of an address a quote needs. Raises Problem for a country or a province that does not exist."""
    country, region = said["country"], said["region"]
    if not known_country(country):
        raise choice_problem("/destination/country", _("There is no such country."))
    if country != addresses.CHINA:
        return {"country": country, "region": region}
    if region not in [province.code for province in regions.provinces()]:
        raise choice_problem("/destination/region", _("Give the code of the province, such as 330000 for Zhejiang."))
    return {"country": country, "province_code": region}


def read_wanted(lines: list[dict[str, Any]], currency: str) -> CartReading:
    """Lines that lie in no cart, against today's offers. Raises Problem for what cannot be bought so."""
    seen: set[int] = set()
    for place, line in enumerate(lines):
        if line["variant"] in seen:
            raise choice_problem(f"/lines/{place}/variant", _("Name each variant once."))
        seen.add(line["variant"])
    cart = Cart()
    wanted = [CartLine(cart=cart, variant_id=line["variant"], quantity=line["quantity"]) for line in lines]
    reading = read_lines(cart, wanted, currency)
    offers = {item.variant_id: item.offer for item in reading.items}
    for place, line in enumerate(lines):
        try:
            check_quantity(offers[line["variant"]], line["quantity"])
        except QuantityRefused as refusal:
            raise quantity_problem(refusal, f"/lines/{place}/quantity") from refusal
    return reading


def choose_lane(reading: CartReading, seller: str | None) -> Lane:
    """The one parcel that is meant. Raises Problem."""
    if reading.is_empty:
        raise Problem(409, "cart-empty", _("The cart is empty."))
    if reading.troubled:
        raise cart_problem(reading)
    lanes = [lane for lane in reading.lanes if seller is None or lane.seller.slug == seller]
    if not lanes:
        raise choice_problem("/seller", _("Nothing of this seller is among the goods."))
    if len(lanes) > 1:
        text = _("These goods come from several sellers, each in a parcel of its own. Say whose are meant.")
        raise Problem(422, "several-sellers", text, [pointed("/seller", text)])
    return lanes[0]
