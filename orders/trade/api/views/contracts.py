"""Contracts for either side: the buyer agrees and names delivery points, the seller draws up. Others' are a 404."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from marketplace.api.idempotency import idempotent
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import read_body, read_query
from orders.api.refusals import checked_form
from orders.trade.api.bodies import TradeReasonSerializer, amount_in, checked
from orders.trade.api.deal_answers import (
    ContractDetailSerializer,
    ContractSerializer,
    ImportSerializer,
    PointSerializer,
    contract_told,
)
from orders.trade.api.deal_bodies import (
    ConsigneeSerializer,
    ContractDraftSerializer,
    ContractQuerySerializer,
    ContractWithQuerySerializer,
    PointListSerializer,
)
from orders.trade.api.refusals import refusals
from orders.trade.api.views.requests import TradeList, TradeView
from orders.trade.contract_forms import ConsigneeForm, ContractForm
from orders.trade.exceptions import ContractRefused
from orders.trade.points_sheet import Row, doubles
from orders.trade.selectors.contracts import contracts_of, contracts_with, get_contract_for, get_contract_of
from orders.trade.selectors.requests import get_offer_for
from orders.trade.services import contracts
from orders.trade.services.points import take_points
from sellers.selectors import get_seller_for


class ContractList(TradeList):
    @extend_schema(
        operation_id="contracts_list",
        tags=["trade"],
        summary="Own supply contracts, the newest first",
        parameters=[ContractQuerySerializer],
        responses=ContractSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(contracts_of(request.user).filter(**read_query(ContractQuerySerializer, request)), ContractSerializer)


class ContractDetail(TradeView):
    @extend_schema(operation_id="contracts_retrieve", tags=["trade"], summary="One contract", responses=ContractDetailSerializer)
    def get(self, request: Request, number: str) -> Response:
        return Response(contract_told(get_contract_of(request.user, number)))


class ContractAgreement(TradeView):
    @extend_schema(
        operation_id="contracts_agree",
        tags=["trade"],
        summary="Agree to it",
        request=ConsigneeSerializer,
        responses=ContractDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """And say to whom the goods of every call-off go."""
        contract = get_contract_of(request.user, number)
        form = checked_form(ConsigneeForm(read_body(ConsigneeSerializer, request)))
        with refusals():
            contracts.agree_contract(contract=contract, consignee=form.consignee(), by=request.user)
        return Response(contract_told(get_contract_of(request.user, number)))


class ContractRefusal(TradeView):
    @extend_schema(
        operation_id="contracts_decline",
        tags=["trade"],
        summary="Decline it, and say why",
        request=TradeReasonSerializer,
        responses=ContractDetailSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The seller may draw up another."""
        contract = get_contract_of(request.user, number)
        with refusals():
            contracts.decline_contract(contract=contract, by=request.user, **read_body(TradeReasonSerializer, request))
        return Response(contract_told(get_contract_of(request.user, number)))


class PointList(TradeList):
    @extend_schema(
        operation_id="contracts_points_list",
        tags=["trade"],
        summary="Delivery points of a contract, by code",
        responses=PointSerializer(many=True),
    )
    def get(self, request: Request, number: str) -> Response:
        return self.answer_page(get_contract_of(request.user, number).points.order_by("code"), PointSerializer)

    @extend_schema(
        operation_id="contracts_points_write",
        tags=["trade"],
        summary="Write delivery points",
        request=PointListSerializer,
        responses=ImportSerializer,
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """A point is known by its code: a known one is changed, a new one added, none is taken away. All of them are written or none."""
        contract = get_contract_of(request.user, number)
        said = read_body(PointListSerializer, request)
        rows = [Row(place, **point) for place, point in enumerate(said["points"])]
        if errors := [pointed(f"/points/{place}/code", text) for place, text in doubles(rows)]:
            raise Problem(422, "invalid", "", errors)
        with refusals():
            found = take_points(contract=contract, rows=rows, by=request.user, is_trial=said["is_trial"])
        return Response(ImportSerializer(found).data)


class ContractWithList(TradeList):
    @extend_schema(
        operation_id="sales_contracts_list",
        tags=["trade-sales"],
        summary="Supply contracts of the firm, the newest first",
        parameters=[ContractWithQuerySerializer],
        responses=ContractSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        wanted = read_query(ContractWithQuerySerializer, request)
        rows = contracts_with(get_seller_for(request.user, wanted.pop("seller", "")))
        return self.answer_page(rows.filter(**wanted), ContractSerializer)


class ContractWithDetail(TradeView):
    @extend_schema(operation_id="sales_contracts_retrieve", tags=["trade-sales"], summary="One of them", responses=ContractDetailSerializer)
    def get(self, request: Request, number: str) -> Response:
        return Response(contract_told(get_contract_for(request.user, number)))


class ContractDrafting(TradeView):
    @extend_schema(
        operation_id="sales_contracts_propose",
        tags=["trade-sales"],
        summary="Draw up a supply contract",
        request=ContractDraftSerializer,
        responses={201: ContractDetailSerializer},
    )
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """From an accepted offer: its quantity, Incoterm, place and currency stand. The buyer has 14 days to read it."""
        offer = get_offer_for(request.user, number)
        said = read_body(ContractDraftSerializer, request)
        with refusals():
            if offer.agreed_id is None:
                raise ContractRefused("not_agreed")
            currency = offer.agreed.currency
            places = {name: f"/{name}/amount" for name in ("unit_price", "differential")}
            amounts = {name: amount_in(currency, said.get(name), f"/{name}/currency") for name in places}
            form = ContractForm({**said, **amounts}, offer=offer)
            drawn = contracts.propose_contract(offer=offer, draft=checked(form, places).draft(), by=request.user)
        return Response(contract_told(get_contract_for(request.user, drawn.number)), status=201)
