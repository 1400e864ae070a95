"""What a merchant's request must be, and what it is answered, by the company's own codes.

Numbers 46733123458 to …462 are refused at the door; the sources do not say whether the company does so or answers 202 first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest

from orders.payments.sandbox import faults
from orders.payments.sandbox.momo import operations
from orders.payments.sandbox.momo.operations import FAILED, PARTY, SUCCESSFUL, TELLING, Duplicate, Operation, host_of
from orders.payments.sandbox.momo.party import COLLECTION, DISBURSEMENT, ENVIRONMENTS, SUBSCRIPTIONS, User, is_uuid4, user_of_bearer

KINDS = {COLLECTION: ("requesttopay",), DISBURSEMENT: ("transfer", "refund")}
LONGEST_TEXT = 160
FORBIDDEN = "'\"<>"


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, Any] | None = None


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.answer = Answer(status, {"code": code, "message": message})


NOT_FOUND = Refused(404, "RESOURCE_NOT_FOUND", "Requested resource was not found.")
UNKNOWN = Refused(500, "INTERNAL_PROCESSING_ERROR", "An internal error occurred while processing.")
AT_THE_DOOR = {
    "46733123458": Refused(500, "NOT_ALLOWED_TARGET_ENVIRONMENT", "Access to target environment is forbidden."),
    "46733123459": Refused(500, "INVALID_CALLBACK_URL_HOST", "Callback URL with different host name then configured for API User."),
    "46733123460": Refused(500, "INVALID_CURRENCY", "Currency not supported."),
    "46733123461": UNKNOWN,
    "46733123462": Refused(503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable, try again later."),
}


@dataclass(frozen=True)
class Caller:
    user: User
    environment: str


def check_subscription(request: HttpRequest, product: str) -> None:
    """Raises Refused."""
    if SUBSCRIPTIONS.get(request.headers.get("Ocp-Apim-Subscription-Key", "")) != product:
        text = "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
        refusal = Refused(401, "", "")
        refusal.answer = Answer(401, {"statusCode": 401, "message": text})
        raise refusal


def check_caller(request: HttpRequest, product: str) -> Caller:
    """Whose request it is. Raises Refused."""
    check_subscription(request, product)
    user = user_of_bearer(request.headers.get("Authorization", ""), product)
    if user is None:
        refusal = Refused(401, "", "")
        refusal.answer = Answer(401, {"error": "login_failed"})
        raise refusal
    environment = request.headers.get("X-Target-Environment", "")
    if environment not in ENVIRONMENTS:
        raise AT_THE_DOOR["46733123458"]
    return Caller(user, environment)


def begin(request: HttpRequest, product: str, kind: str) -> Answer:
    """202 for a request that will be looked at. Raises Refused."""
    caller = check_caller(request, product)
    reference = request.headers.get("X-Reference-Id", "")
    if not is_uuid4(reference):
        raise Refused(400, "REFERENCE_ID_INVALID", "X-Reference-Id must be a UUID of version 4.")
    said = _body(request)
    trouble = faults.take("momo", kind, str(said.get("externalId", "")))
    if trouble and trouble.kind == "unknown":
        raise UNKNOWN
    callback = request.headers.get("X-Callback-Url", "")
    if callback and host_of(callback) != caller.user.callback_host.lower():
        raise AT_THE_DOOR["46733123459"]
    operation = _operation(said, product, kind, caller, reference.lower(), callback)
    if trouble and trouble.kind == "funds":
        operation.end_status, operation.reason = FAILED, "NOT_ENOUGH_FUNDS"
    if operation.msisdn in AT_THE_DOOR:
        raise AT_THE_DOOR[operation.msisdn]
    try:
        operations.begin(operation)
    except Duplicate:
        raise Refused(409, "RESOURCE_ALREADY_EXIST", "Duplicated reference id. Creation of resource failed.") from None
    if trouble and trouble.kind == "unknown_done":
        raise UNKNOWN
    return Answer(202)


def status(request: HttpRequest, product: str, kind: str, reference: str) -> Answer:
    """How it stands. Raises Refused."""
    check_caller(request, product)
    operation = operations.find(reference, kind)
    if operation is None or operation.product != product:
        raise NOT_FOUND
    trouble = faults.take("momo", "status", operation.external_id)
    if trouble and trouble.kind == "unknown":
        raise UNKNOWN
    return Answer(200, operation.told())


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Refused(400, "BAD_REQUEST", "The body is no JSON object.")
    return said


def _operation(said: dict[str, Any], product: str, kind: str, caller: Caller, reference: str, callback: str) -> Operation:
    currency = ENVIRONMENTS[caller.environment]
    if said.get("currency") != currency:
        raise AT_THE_DOOR["46733123460"]
    texts = {name: said.get(name, "") for name in ("externalId", "payerMessage", "payeeNote")}
    for name, text in texts.items():
        if not isinstance(text, str) or len(text) > LONGEST_TEXT or set(text) & set(FORBIDDEN):
            raise Refused(400, "BAD_REQUEST", f"{name} is too long or holds a character that is not taken.")
    amount = _amount(said.get("amount"), currency)
    operation = Operation(
        reference=reference,
        product=product,
        kind=kind,
        environment=caller.environment,
        external_id=texts["externalId"],
        amount=str(said["amount"]),
        currency=currency,
        msisdn="",
        payer_message=texts["payerMessage"],
        payee_note=texts["payeeNote"],
        callback_url=callback,
    )
    if kind == "refund":
        _refer(operation, str(said.get("referenceIdToRefund", "")), amount)
    else:
        operation.msisdn = _party(said.get(PARTY[kind]))
    return operation


def _amount(text: Any, currency: str) -> Decimal:
    try:
        amount = Decimal(text) if isinstance(text, str) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    unit = Decimal(1) if currency == "RWF" else Decimal("0.01")
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(unit):
        raise Refused(400, "BAD_REQUEST", "amount must be a positive number in a string.")
    return amount


def _party(said: Any) -> str:
    party = said if isinstance(said, dict) else {}
    number = party.get("partyId")
    if party.get("partyIdType") != "MSISDN" or not isinstance(number, str) or not number.isdigit() or not 8 <= len(number) <= 15:
        raise Refused(400, "BAD_REQUEST", "partyIdType MSISDN and partyId as digits with the country code are wanted.")
    return number


def _refer(operation: Operation, paid: str, amount: Decimal) -> None:
    """Raises Refused where nothing was paid under that number; more than is left of it fails later."""
    collected = operations.find(paid, "requesttopay")
    if collected is None or collected.status != SUCCESSFUL:
        raise NOT_FOUND
    operation.refers_to, operation.msisdn = collected.reference, collected.msisdn
    if amount + operations.given_back(collected.reference) > Decimal(collected.amount):
        operation.end_status, operation.reason = FAILED, "COULD_NOT_PERFORM_TRANSACTION"


faults.MENU["momo"] = {
    "callback": TELLING,
    "token": ("unknown",),
    "requesttopay": ("unknown", "unknown_done", "funds"),
    "transfer": ("unknown", "unknown_done", "funds"),
    "refund": ("unknown", "unknown_done", "funds"),
    "status": ("unknown",),
}
