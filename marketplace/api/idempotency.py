"""Same key and same body: same answer. Same key, other body: 422. (draft-ietf-httpapi-idempotency-key-header)"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from marketplace.api.authentication import guest_session
from marketplace.api.models import IdempotencyRecord
from marketplace.api.problems import Problem
from marketplace.hubs.context import current_hub

Handler = Callable[..., Response]
KEPT = timedelta(days=30)

HEADER = OpenApiParameter(
    name="Idempotency-Key",
    location=OpenApiParameter.HEADER,
    required=True,
    type={"type": "string", "minLength": 1, "maxLength": 128, "pattern": r"^[\x21-\x7e]+$"},
    description="Choose one for each thing you create, and send it again when you repeat the request: you get the first answer.",
)


def caller_of(request: Request) -> str:
    """Whose keys they are: the signed-in person's, else this browser session's, made where there is none."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"session:{guest_session(request)}"


def idempotent(method: Handler | None = None, *, then: str = "") -> Any:
    """Wrap a DRF handler that creates money, stock or documents. The record and the effect are one transaction: a second
    request waits for the first and repeats its answer; what failed leaves no record and may be sent again.

    `then` names a method `(request, noted) -> Response` for what must happen after that transaction, such as asking a payment
    provider. It is given the data of the handler's response, may run more than once, and its first answer is the one repeated."""
    if method is None:
        return partial(idempotent, then=then)

    @wraps(method)
    def wrapper(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = read_key(request)
        caller = caller_of(request)  # before the transaction: a refusal shall not take the new session with it
        body_hash = hashlib.sha256(b"\0".join([request.method.encode(), request.get_full_path().encode(), request.body])).hexdigest()
        with transaction.atomic():
            record, is_new = IdempotencyRecord.objects.get_or_create(
                hub=current_hub(), caller=caller, key=key, defaults={"address": request.path[:200], "body_hash": body_hash}
            )
            if record.body_hash != body_hash:
                raise Problem(422, "idempotency-key-reused", _("This Idempotency-Key was used for another request."))
            if record.status:
                return Response(record.answer, status=record.status, headers={"Idempotency-Replayed": "true"})
            if is_new:
                response = method(view, request, *args, **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                    return response
                write_down(record, response, is_final=not then)
        if then:
            response = getattr(view, then)(request, record.answer)
            write_down(record, response)
        return response

    return extend_schema(parameters=[HEADER])(wrapper)


def read_key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 128 or not key.isascii() or not key.isprintable() or " " in key:
        raise Problem(400, "idempotency-key", _("Send an Idempotency-Key header of 1 to 128 visible ASCII characters."))
    return key


def write_down(record: IdempotencyRecord, response: Response, *, is_final: bool = True) -> None:
    """Keep the answer; without a status while it is only the note for what comes after."""
    record.answer = json.loads(json.dumps(response.data, cls=JSONEncoder))
    record.status = response.status_code if is_final else 0
    record.save(update_fields=["answer", "status"])


def forget_old_records(*, now: datetime | None = None) -> int:
    """Delete answers nobody will ask for again. Returns how many went."""
    gone, _by_model = IdempotencyRecord.across_hubs.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()
    return gone
