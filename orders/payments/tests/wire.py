"""HTTP between the shop and the payment sandbox inside one process: every request of `requests` reaches the real views, the shop's through
Django's test client in the test's own transaction, the sandbox's through its WSGI application. `test_wire_over_http` does the same over
sockets."""

from __future__ import annotations

import io
from urllib.parse import unquote, urlsplit

import requests
from django.test import Client
from django.utils import timezone
from requests.adapters import BaseAdapter

from marketplace.jobs.models import Job, JobState
from orders.payments.models import Payment, PaymentMessage
from orders.payments.sandbox import outbox
from orders.payments.sandbox.alipay import trades
from orders.payments.sandbox.alipay.trades import Trade
from orders.payments.sandbox.app import application

HERE = "http://testserver"
NOBODY = "http://127.0.0.1:9"  # no one listens there


class Wire(BaseAdapter):
    """A transport that knows two hosts."""

    def send(self, request: requests.PreparedRequest, **_how) -> requests.Response:
        place = urlsplit(request.url)
        hosts = {HERE: _ask_shop, "http://sandbox.test": _ask_sandbox}
        host = f"{place.scheme}://{place.netloc}"
        if host not in hosts:
            raise requests.ConnectionError(f"nobody listens at {place.netloc}")
        body = request.body or b""
        reply = hosts[host](request, place, body.encode() if isinstance(body, str) else body)
        reply.url, reply.request = request.url, request
        return reply

    def close(self) -> None:
        return None


def _ask_shop(request: requests.PreparedRequest, place, body: bytes) -> requests.Response:
    path = place.path + (f"?{place.query}" if place.query else "")
    said = Client().generic(request.method, path, data=body, content_type=request.headers.get("Content-Type", ""))
    reply = requests.Response()
    reply.status_code, reply._content = said.status_code, said.content
    reply.headers.update(said.headers)
    return reply


def _ask_sandbox(request: requests.PreparedRequest, place, body: bytes) -> requests.Response:
    reply = requests.Response()
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.headers.items()}
    headers.setdefault("HTTP_HOST", place.netloc)
    environ = {
        **{name: value for name, value in headers.items() if name not in ("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH")},
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote(place.path),
        "QUERY_STRING": place.query,
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "sandbox.test",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }

    def start_response(status: str, told: list[tuple[str, str]]) -> None:
        reply.status_code = int(status.split()[0])
        reply.headers.update(told)

    reply._content = b"".join(application(environ, start_response))
    return reply


class Buyer(Client):
    """A browser without script: opens the payment's address, presses the wallet's buttons."""

    def act(self, payment: Payment, act: str, **choices):
        """The wallet's answer to a pressed button."""
        page = self.get(payment.redirect_url, follow=True)
        assert page.status_code == 200
        return self.post(page.request["PATH_INFO"], {"act": act, **choices})


def jump(**to) -> None:
    """What waits is due now; and the payments are as told."""
    outbox.hurry()
    Job.across_hubs.filter(state=JobState.WAITING).update(run_after=timezone.now())
    if to:
        Payment.objects.update(**to)


def trade_of(payment: Payment) -> Trade | None:
    """The wallet's books on this payment."""
    return trades.by_number("2026000000000001", payment.reference)


def state_of(payment: Payment) -> str:
    payment.refresh_from_db()
    return payment.state


def verdicts(kind: str = "notification") -> list[str]:
    return list(PaymentMessage.objects.filter(kind=kind).order_by("pk").values_list("verdict", flat=True))
