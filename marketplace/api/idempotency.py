"""Same key and same body: same answer. Same key, other body: 422. (draft-ietf-httpapi-idempotency-key-header)"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from marketplace.api.models import IdempotencyRecord
from marketplace.api.problems import Problem
from marketplace.hubs.context import current_hub

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
    if not request.session.session_key:
        request.session.create()
    return f"session:{request.session.session_key}"


def idempotent(method: Callable[..., Response]) -> Callable[..., Response]:
    """Wrap a DRF handler that creates money, stock or documents. The record and the effect are one transaction: a second
    request waits for the first and repeats its answer; what failed leaves no record and may be sent again."""

    @wraps(method)
    def wrapper(view, request: Request, *args, **kwargs) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not 1 <= len(key) <= 128 or not key.isascii() or not key.isprintable() or " " in key:
            raise Problem(400, "idempotency-key", "Send an Idempotency-Key header of 1 to 128 visible ASCII characters.")
        caller = caller_of(request)  # before the transaction: a refusal shall not take the new session with it
        body_hash = hashlib.sha256(request.method.encode() + request.path.encode() + request.body).hexdigest()
        with transaction.atomic():
            record, is_new = IdempotencyRecord.objects.get_or_create(
                hub=current_hub(), caller=caller, key=key, defaults={"address": request.path[:200], "body_hash": body_hash}
            )
            if not is_new:
                if record.body_hash != body_hash:
                    raise Problem(422, "idempotency-key-reused", "This Idempotency-Key was used for another request.")
                return Response(record.answer, status=record.status, headers={"Idempotency-Replayed": "true"})
            response = method(view, request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            else:
                record.answer, record.status = json.loads(json.dumps(response.data, cls=JSONEncoder)), response.status_code
                record.save(update_fields=["answer", "status"])
            return response

    return extend_schema(parameters=[HEADER])(wrapper)
