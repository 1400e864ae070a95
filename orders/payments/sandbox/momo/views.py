"""The phone company's doors: API users, tokens, operations; and the phone on which somebody approves."""

from __future__ import annotations

import json
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orders.payments.sandbox import faults
from orders.payments.sandbox.momo import gateway, operations, party
from orders.payments.sandbox.momo.gateway import NOT_FOUND, UNKNOWN, Answer, Refused
from orders.payments.sandbox.momo.operations import FAILED, PARTY, SUCCESSFUL


def spoken(view):
    """The answer of a view as the company writes it."""

    @wraps(view)
    def door(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Refused as refusal:
            answer = refusal.answer
        return HttpResponse(status=answer.status) if answer.body is None else JsonResponse(answer.body, status=answer.status)

    return door


@require_POST
@spoken
def create_user(request: HttpRequest) -> Answer:
    _any_subscription(request)
    number = request.headers.get("X-Reference-Id", "")
    try:
        host = json.loads(request.body)["providerCallbackHost"]
    except (ValueError, KeyError, TypeError):
        host = None
    if not party.is_uuid4(number) or not isinstance(host, str) or not host:
        raise Refused(400, "BAD_REQUEST", "X-Reference-Id (UUID 4) and providerCallbackHost are wanted.")
    if not party.add_user(number.lower(), host):
        raise Refused(409, "RESOURCE_ALREADY_EXIST", "Duplicated reference id. Creation of resource failed.")
    return Answer(201)


@require_GET
@spoken
def show_user(request: HttpRequest, number: UUID) -> Answer:
    _any_subscription(request)
    user = _user(number)
    return Answer(200, {"providerCallbackHost": user.callback_host, "targetEnvironment": "sandbox"})


@require_POST
@spoken
def create_key(request: HttpRequest, number: UUID) -> Answer:
    _any_subscription(request)
    return Answer(201, {"apiKey": party.new_api_key(_user(number))})


@require_POST
@spoken
def create_token(request: HttpRequest, product: str) -> Answer:
    gateway.check_subscription(request, product)
    if faults.take("momo", "token"):
        raise UNKNOWN
    user = party.user_of_basic(request.headers.get("Authorization", ""))
    if user is None:
        return Answer(401, {"error": "login_failed"})
    return Answer(200, {"access_token": party.new_token(product, user), "token_type": "access_token", "expires_in": party.TOKEN_SECONDS})


@require_POST
@spoken
def begin(request: HttpRequest, product: str, kind: str) -> Answer:
    _offered(product, kind)
    return gateway.begin(request, product, kind)


@require_GET
@spoken
def status(request: HttpRequest, product: str, kind: str, reference: UUID) -> Answer:
    _offered(product, kind)
    return gateway.status(request, product, kind, str(reference))


@require_GET
@spoken
def active(request: HttpRequest, product: str, number: str) -> Answer:
    gateway.check_caller(request, product)
    return Answer(200, {"result": number != "46733123455"})


@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest, reference: UUID) -> HttpResponse:
    """The question on somebody's phone, and its two buttons."""
    operation = operations.find(str(reference))
    if operation is None:
        raise Http404
    if request.method == "POST":
        is_yes = request.POST.get("act") == "approve"
        operations.decide(operation.reference, status=SUCCESSFUL if is_yes else FAILED, reason="" if is_yes else "APPROVAL_REJECTED")
        return redirect("momo-phone", reference=operation.reference)
    return render(request, "payments/sandbox/phone.html", {"operation": operation, "is_payer": PARTY[operation.kind] == "payer"})


def _user(number: UUID) -> party.User:
    user = party.find_user(str(number))
    if user is None:
        raise NOT_FOUND
    return user


def _any_subscription(request: HttpRequest) -> None:
    product = party.SUBSCRIPTIONS.get(request.headers.get("Ocp-Apim-Subscription-Key", ""), party.COLLECTION)
    gateway.check_subscription(request, product)


def _offered(product: str, kind: str) -> None:
    if kind not in gateway.KINDS.get(product, ()):
        raise NOT_FOUND
