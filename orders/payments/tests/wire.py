"""HTTP between the shop and its wallet inside one process: every request of `requests` reaches the real views through Django's
test client, in the test's own transaction. `test_wire_over_http` does the same over sockets."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
from django.test import Client
from django.utils import timezone
from requests.adapters import BaseAdapter

from marketplace.jobs.models import Job, JobState
from orders.payments.models import Payment, PaymentMessage

HERE = "http://testserver"
NOBODY = "http://127.0.0.1:9"  # no one listens there


class Wire(BaseAdapter):
    """A transport that knows one host."""

    def send(self, request: requests.PreparedRequest, **_how) -> requests.Response:
        place = urlsplit(request.url)
        if f"{place.scheme}://{place.netloc}" != HERE:
            raise requests.ConnectionError(f"nobody listens at {place.netloc}")
        said = Client().generic(
            request.method,
            place.path + (f"?{place.query}" if place.query else ""),
            data=request.body or b"",
            content_type=request.headers.get("Content-Type", ""),
        )
        reply = requests.Response()
        reply.status_code, reply._content, reply.url, reply.request = said.status_code, said.content, request.url, request
        reply.headers.update(said.headers)
        return reply

    def close(self) -> None:
        return None


class Buyer(Client):
    """A browser without script: opens the payment's address, presses the wallet's buttons."""

    def act(self, payment: Payment, act: str, **choices):
        """The wallet's answer to a pressed button."""
        page = self.get(payment.redirect_url, follow=True)
        assert page.status_code == 200
        return self.post(page.request["PATH_INFO"], {"act": act, **choices})


def jump(**to) -> None:
    """What waits is due now; and the payments are as told."""
    Job.across_hubs.filter(state=JobState.WAITING).update(run_after=timezone.now())
    if to:
        Payment.objects.update(**to)


def state_of(payment: Payment) -> str:
    payment.refresh_from_db()
    return payment.state


def verdicts(kind: str = "notification") -> list[str]:
    return list(PaymentMessage.objects.filter(kind=kind).order_by("pk").values_list("verdict", flat=True))
