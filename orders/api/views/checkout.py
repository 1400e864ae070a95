"""From the cart to an order that waits for its payment. The steps are those of the page, taken at once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.idempotency import idempotent
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import currency_for, read_body, read_query
from marketplace.api.serializers import CURRENCY, CallerSerializer
from orders.api.access import actor, answer_group
from orders.api.refusals import cart_problem, choice_problem, closed_problem, form_problem, refusals
from orders.api.serializers.checkout import CheckoutSerializer
from orders.api.serializers.orders import PlacedGroupSerializer
from orders.exceptions import QuoteUnfit
from orders.forms import ContactForm, address_form
from orders.identity.forms import PREFIX, RealNameForm
from orders.identity.services import Given, saved_person_of
from orders.logistics.exceptions import NoSuchOption, QuoteExpired
from orders.models import Checkout, OrderGroup
from orders.payments.exceptions import PaymentRefused, ProviderAway
from orders.payments.selectors import providers_for
from orders.selectors.cart import CartReading, read_cart
from orders.selectors.checkout import Delivery, read_checkout
from orders.selectors.orders import group_with_orders
from orders.services import checkout as steps
from orders.services.placement import place_order_group
from orders.views.access import find_cart, keep_order_key, recount
from orders.views.countries import known_country
from orders.views.paying import begin_payment
from orders.views.real_name import given_by

EXAMPLE = OpenApiExample(
    "to Hangzhou",
    {
        "contact": {"email": "carla@example.com"},
        "address": {
            "country": "CN",
            "name": "李娜",
            "phone": "138 0571 2266",
            "province": "330000",
            "city": "330100",
            "district": "330106",
            "line": "文三路 477 号",
        },
        "person": {"name": "李娜", "number": "110101199001010015", "mobile": "138 0571 2266", "agree": True},
        "deliveries": [{"quote": "5f0c7a3e-6d0b-4c3c-9a53-0f1d5e0f7a11", "option": 3}],
        "provider": "sandbox",
        "shown_total": {"amount": "176.00", "currency": "CNY"},
    },
    request_only=True,
)


class ProviderQuerySerializer(CallerSerializer):
    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="Where the buyer is, ISO 3166 alpha-2.")


class ProviderSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="Send it as `provider` at checkout.")
    name = serializers.CharField(help_text="In the language of the request.")


class ProviderList(APIView):
    @extend_schema(
        operation_id="checkout_providers_list",
        tags=["checkout"],
        summary="Ways to pay",
        parameters=[ProviderQuerySerializer, CURRENCY],
        responses=ProviderSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Those that take the currency from buyers of the country, in the order they are shown."""
        country = read_query(ProviderQuerySerializer, request)["country"]
        return Response(ProviderSerializer(providers_for(currency=currency_for(request), country=country), many=True).data)


class CheckoutDoor(APIView):
    @extend_schema(
        operation_id="checkout_create",
        tags=["checkout"],
        summary="Order what is in the cart",
        request=CheckoutSerializer,
        responses={201: PlacedGroupSerializer},
        examples=[EXAMPLE],
    )
    @idempotent(then="send_to_pay")
    def post(self, request: Request) -> Response:
        """Holds the goods and answers with the order group and `redirect_url`, where the buyer's browser goes to pay. Each
        seller's parcel needs a quote that was priced for just these goods and this place. Nothing is held or written where
        anything is refused."""
        said = read_body(CheckoutSerializer, request)
        currency = currency_for(request, said["shown_total"].currency)
        cart = read_cart(find_cart(request), currency)
        if cart.is_empty:
            raise Problem(409, "cart-empty", _("The cart is empty."))
        if cart.troubled:
            raise cart_problem(cart)
        form, given = read_address(said), read_person(request, said)
        with refusals(request.LANGUAGE_CODE):
            checkout = steps.begin_checkout(cart=cart.cart)
            steps.settle_address(checkout=checkout, address=form.address(), contact=form.contact())
            choose_deliveries(checkout, cart, said["deliveries"])
            choose_provider(checkout, currency, said)
            placement = place_order_group(
                cart=cart.cart,
                attempt=checkout.attempt,
                currency=currency,
                language=request.LANGUAGE_CODE,
                shown_total=said["shown_total"].rounded(),
                by=actor(request),
                given=given,
                takes_general_trade=said.get("general_trade", False),
            )
        return Response({"number": placement.group.number, "provider": said["provider"]}, status=201)

    def send_to_pay(self, request: Request, noted: dict[str, str]) -> Response:
        """The order stands, whatever the provider says now; another attempt may follow."""
        group = group_with_orders(noted["number"])
        try:
            begin_payment(group, provider=noted["provider"], key="" if group.user_id else group.access_token)
        except (PaymentRefused, ProviderAway):
            pass
        if request.auth is None:
            remember(request, group)
        return answer_group(group, PlacedGroupSerializer, status=201)


def remember(request: Request, group: OrderGroup) -> None:
    """The pages of this browser know the order, and that the cart is empty."""
    keep_order_key(request, group.number, group.access_token)
    recount(request)


def read_address(said: dict[str, Any]) -> ContactForm:
    """The contact and the address as the page's form takes them. Raises Problem with a pointer to each mistake."""
    address, contact = said["address"], said["contact"]
    if not known_country(address["country"]):
        raise choice_problem("/address/country", _("There is no such country."))
    typed = {**contact, **{name: text for name, text in address.items() if name != "country"}}
    form = address_form(address["country"], typed)
    strangers = [name for name, text in typed.items() if text and name not in form.fields]
    if strangers:
        text = _("Addresses in this country have no such field.")
        raise Problem(422, "invalid", text, [pointed(f"/{'contact' if name in contact else 'address'}/{name}", text) for name in strangers])
    if not form.is_valid():
        of_contact = ("email", "company_name", "company_code", "purchase_order")
        raise form_problem(form, {name: "/contact" if name in of_contact else "/address" for name in form.fields})
    return form


def read_person(request: Request, said: dict[str, Any]) -> Given | None:
    """Who brings the goods in, where anybody was named. Raises Problem with a pointer to each mistake."""
    if "person" not in said:
        return None
    typed = {f"{PREFIX}-{name}": value for name, value in said["person"].items() if value is not False}
    form = RealNameForm(typed, saved=saved_person_of(actor(request)), is_member=actor(request) is not None)
    given = given_by(request, form)
    if given is None:
        raise form_problem(form, dict.fromkeys(form.fields, "/person"))
    return given


def choose_deliveries(checkout: Checkout, cart: CartReading, deliveries: list[dict[str, Any]]) -> None:
    places = {said["quote"]: place for place, said in enumerate(deliveries)}
    if len(places) < len(deliveries):
        raise choice_problem("/deliveries", _("Name each quote once."))
    try:
        steps.adopt_quotes(checkout=checkout, reading=cart, chosen={said["quote"]: said["option"] for said in deliveries})
    except QuoteUnfit as refusal:
        text = _("This quote was not asked for these goods and this address. Ask for a new one.")
        raise Problem(409, "quote-unfit", text, [pointed(f"/deliveries/{places[refusal.quote_id]}/quote", text)]) from refusal
    except QuoteExpired as refusal:
        text = _("The prices of this quote no longer hold. Ask for a new one.")
        raise Problem(409, "quote-expired", text, [pointed("/deliveries", text)]) from refusal
    except NoSuchOption as refusal:
        text = _("This quote has no such option, or is not priced.")
        raise Problem(409, "no-such-option", text, [pointed("/deliveries", text)]) from refusal
    closed = [item for lane in read_checkout(checkout, cart).lanes if lane.delivery == Delivery.CLOSED for item in lane.closed]
    if closed:
        raise closed_problem(closed)


def choose_provider(checkout: Checkout, currency: str, said: dict[str, Any]) -> None:
    providers = {provider.code: provider for provider in providers_for(currency=currency, country=said["address"]["country"])}
    codes = list(providers)
    if said["provider"] in codes and providers[said["provider"]].is_for_companies and not said["contact"].get("company_name"):
        text = _("Bank transfers are for companies: name yours, or choose another way to pay.")
        raise choice_problem("/contact/company_name", text)
    if said["provider"] not in codes:
        text = _("Choose how you pay.") if codes else _("There is no way yet to pay in this currency from this country.")
        raise choice_problem("/provider", text)
    steps.choose_payment(checkout=checkout, provider=said["provider"])
