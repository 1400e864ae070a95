"""Whatever is thrown at the API, it answers with a problem: never with a fault of its own, never with a page."""

from __future__ import annotations

import json
import os
from itertools import count

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from catalog.tests.factories import make_seller, make_user
from catalog.trust.models import Question, Review, WordReport
from catalog.wishes.models import Wish
from marketplace.api.models import IdempotencyRecord
from marketplace.api.tests.callers import PROBLEM, caller
from marketplace.tests.conformance import trade
from marketplace.tests.conformance.house import bearer, build
from orders.aftersale.models import Dispute, GoodsReturn
from orders.models import Cart, CartLine, Order, OrderGroup
from orders.talk.models import Block, Message, Report, Thread
from orders.trade.models import CallOff, Offer, QuotationRequest, SupplyContract

pytestmark = pytest.mark.django_db
JSON = "application/json"
OF_CARRIERS = "/v1/carrier/"  # a door of its own: no person comes in there

UNREADABLE = {
    "nothing": b"",
    "half": b'{"variant":',
    "two": b"{}{}",
    "NUL": b"\x00",
    "not a number": b'{"variant": NaN}',
    "byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"variant": 1}'.encode("utf-16"),
    "not UTF-8": b'{"email": "\xff\xfe"}',
    "deep list": b"[" * 100_000,
    "deep object": b'{"a":' * 50_000,
    "too many digits": b'{"variant": ' + b"9" * 5_000 + b"}",
    "half a character": b'{"email": "\\ud800"}',
    "half a name": b'{"\\udfff": 1}',
}
UNFIT = {  # read, and then not what an operation takes
    "list": b"[]",
    "null": b"null",
    "text": b'"x"',
    "number": b"3",
    "other names": json.dumps({str(place): place for place in range(5_000)}).encode(),
    "one name": b'{"' + b"k" * 100_000 + b'": 1}',
    "NUL in a name": b'{"\\u0000": 1}',
    "infinite": b'{"variant": 1e400, "quantity": 1e400}',
    "huge": b'{"variant": ' + b"9" * 4_000 + b', "quantity": 1}',
    "other kinds": b'{"variant": {"a": 1}, "quantity": [], "email": {}, "parcels": 1, "lines": {"0": 1}, "deliveries": "x", "address": []}',
}
OTHER_TYPES = [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "",
    "json",
    "a" * 9_000,
]
CODED = ["utf-16", "utf-7", "idna", "base64", "no-such", "a" * 5_000]
KEYS = ["", " ", "a" * 129, "é", "a b", "\x00", "a\nb"]
VALUES = [
    "%00",
    "%ED%A0%80",
    "%C0%80",
    "%FF",
    "9" * 400,
    "-1",
    "1e9",
    "%0A",
    "%27%20OR%201=1",
    "%D9%A3",
    "[]",
    "a" * 5_000,
    "%EF%BC%91",
    "",
]
STRANGE_NAMES = ["format", "lang", "cursor", "next", "csrfmiddlewaretoken", "__class__", *(f"a{place}" for place in range(2_000))]
NUMBERS = ("number", "order_number", "return_number", "dispute_number", "share")
OF_MEMBERS = ("/v1/conversations/", "/v1/messages/", "/v1/wishes/")
OF_WHAT_IS_PUBLIC = ("/helpful/", "/reviews/{review_id}/report/", "/questions/{question_id}/report/")  # said of what everybody reads
OF_TALK = {"conversation_id": "conversations", "message_id": "sellers messages"}
TOUCHED = (
    *(Question, Review, OrderGroup, Order, Cart, CartLine, GoodsReturn, Dispute, QuotationRequest, Offer, SupplyContract, CallOff),
    *(Thread, Message, Block, Report, Wish, WordReport),
)
PLACES = ["99999999999999999999999", "2147483648", "9223372036854775808", "00000000-0000-0000-0000-000000000000", "x" * 300, *VALUES[:-1]]
HEADERS = [
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer x y"},
    {"Authorization": "Bearer \x00"},
    {"Authorization": "Bearer é"},
    {"Authorization": "Token " + "0" * 40},
    {"Authorization": "Basic abc"},
    {"Authorization": "Bearer " + "a" * 9_000},
    {"Accept": "text/html"},
    {"Accept": "a/b;c=\x00"},
    {"Accept": "application/json; indent=x"},
    {"Accept": "a" * 9_000},
    {"Accept-Language": "x" * 5_000},
    {"Accept-Language": "../.., en;q=NaN"},
    {"Cookie": "sessionid=\x00; csrftoken=é"},
    {"Cookie": "django_language=" + "z" * 5_000},
    {"Cookie": ";;;="},
    {"Order-Key": "\x00é" * 100},
]


@pytest.fixture
def house(run_waiting_jobs, monkeypatch):
    monkeypatch.setattr("orders.paperwork.throttling.TRIES_A_MINUTE", 10**9)
    monkeypatch.setattr("catalog.trust.services.reporting.MOST_REPORTS", 10**9)
    rates = dict.fromkeys(("quotes", "carriers", "trade", "talk", "wishes", "reports"), "1000000/min")
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", rates)
    cache.clear()
    return build(run_waiting_jobs)


@pytest.fixture
def addresses(house):
    """Every operation with real things in its path, as (verb, address, what is told of it, its path): the end of the token last."""
    schema = caller().get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).json()
    names = {"slug": "slugs", "variant": "variants", "number": "groups", "order_number": "orders", "quote_id": "quotes"}
    real = {name: house.known[known][0] for name, known in names.items()}
    real |= {"document_id": house.known["documents"][0], "code": house.known["codes"][0], "photo_id": house.known["photos"][0]}
    rows = [
        (verb.upper(), path.format_map(real | own_names(house, path)), told, path)
        for path, verbs in schema["paths"].items()
        for verb, told in verbs.items()
    ]
    return sorted(rows, key=lambda row: row[2]["operationId"] == "token_destroy")


def own_names(house, path):
    """Numbers that belong together, where an address has several, or where its number is of a kind of its own."""
    for door, number in (("orders", "orders"), ("returns", "asked case"), ("disputes", "disputed case"), ("payouts", "payouts")):
        if f"/sell/{door}/" in path:
            return {"number": house.known[number][0]}
    for name, known in (("review_id", "own reviews"), ("question_id", "own questions"), ("discount", "discounts"), *OF_TALK.items()):
        if f"{{{name}}}" in path:
            return {name: house.known[known][0]}
    if "/v1/wishes/{" in path:
        return {"slug": house.known["wished"][0]}
    for kind, story in (("return", "asked"), ("dispute", "disputed")):
        if f"{{{kind}_number}}" in path:
            names = {"number": "group", "order_number": "order", f"{kind}_number": "case"}
            return {name: house.known[f"{story} {known}"][0] for name, known in names.items()}
    return trade.own_number(house.known, path)


@pytest.fixture
def send(house):
    """Sends as the buyer, to a carrier's doors as a carrier, or with other headers; anything but an answer of a working API is a fault."""
    client, keys, faults = Client(raise_request_exception=False), count(), []

    def send(verb, address, body=b"", kind=JSON, *, status=None, **headers):
        who = "carrier" if OF_CARRIERS in address else "buyer"
        headers = {**house.headers[who], "Idempotency-Key": f"k{next(keys)}", **headers}
        answer = client.generic(verb, address, body, content_type=kind, headers=headers)
        is_problem = answer.headers.get("Content-Type") == PROBLEM
        if answer.status_code >= 500 or (answer.status_code >= 400) != is_problem or (status and answer.status_code not in status):
            faults.append((verb, address[:120], body[:60], kind[:60], answer.status_code, answer.content[:200]))
        return answer

    yield send
    assert not faults


def test_whatever_is_thrown_at_it_is_answered_with_a_problem(house, addresses, send):
    """One house for all: what a walk changed is undone before the next one begins."""
    for walk in (walk_bodies, walk_keys, walk_addresses, walk_headers):
        with transaction.atomic():
            walk(house, addresses, send)
            transaction.set_rollback(True)


def walk_bodies(_house, addresses, send):
    for number, (verb, address, told, _path) in enumerate(addresses):
        if "requestBody" in told and verb != "PATCH":
            for body in [*UNFIT.values(), *some_of(list(UNREADABLE.values()), number)]:
                if body or told["requestBody"].get("required"):  # where all of it may be left out, nothing is a fit body
                    send(verb, address, body, status=(400, 404))
            for kind in some_of(OTHER_TYPES, number):
                send(verb, address, b'{"variant": 1}', kind, status=(415, 404))
            for charset in some_of(CODED, number):
                send(verb, address, b'{"variant": 1}', f"{JSON}; charset={charset}", status=(400, 404, 415))


def walk_keys(_house, addresses, send):
    for number, (verb, address, told, _path) in enumerate(addresses):
        if any(parameter["name"] == "Idempotency-Key" for parameter in told.get("parameters", [])):
            for key in some_of(KEYS, number):
                send(verb, address, b"{}", status=(400,), **{"Idempotency-Key": key})
    assert not IdempotencyRecord.objects.exists()


def walk_addresses(_house, addresses, send):
    for number, (verb, address, told, path) in enumerate(addresses):
        for value in some_of(PLACES, number):
            if "{" in path:
                start, _open, rest = path.partition("{")
                end = rest.partition("}")[2].format_map(dict.fromkeys(NUMBERS, "x"))
                send(verb, f"{start}{value}{end}", b"{}", status=(400, 404, 405))
        for value in VALUES if verb == "GET" else ():
            for parameter in told.get("parameters", []):
                if parameter["in"] == "query":
                    send(verb, f"{address}?{parameter['name']}={value}&{parameter['name']}={value}")
        for value in some_of(VALUES, number) if verb == "GET" else ():
            send(verb, f"{address}?" + "&".join(f"{name}={value}" for name in STRANGE_NAMES))


def walk_headers(house, addresses, send):
    for number, (verb, address, _told, _path) in enumerate(addresses):
        for headers in some_of(HEADERS, number):
            send(verb, address, b"{}", **headers)
        for other in some_of(["TRACE", "PROPFIND", "QUERY", "PUT", "x"], number):
            send(other, address, b"{}", status=(405,), **house.headers["carrier" if OF_CARRIERS in address else "seller"])


def some_of(values, number):
    """Every fifth, from another one at each operation: what reads them is the same everywhere. All of them with HOSTILE_ALL."""
    return values if os.environ.get("HOSTILE_ALL") else values[number % 5 :: 5]


def test_what_belongs_to_others_is_not_there(house, addresses, send):
    """A stranger with a token, and one with nothing, find none of what is named in an address; nothing moves."""
    charlie = make_user("charlie")
    make_seller("Charlie Tea", owner=charlie)
    strange, before = bearer(charlie), state()
    doors = ("orders", "returns", "disputes", "payouts", "reviews", "questions", "conversations", *trade.DOORS)
    offices = tuple(f"sell/{door}/{{" for door in doors)
    own = (
        "orders/{",
        "documents/{",
        "documents/pack/",
        "photos/{",
        "cart/lines/{",
        "reviews/{",
        "questions/{",
        "conversations/{",
        "messages/{",
        "wishes/{",
        *(f"trade/{door}/{{" for door in trade.DOORS),
    )
    theirs = [row for row in addresses if row[3].partition("/v1/")[2].startswith((*own, *offices))]
    theirs = [row for row in theirs if not row[3].endswith(OF_WHAT_IS_PUBLIC)]

    for verb, address, _told, path in theirs:
        bodies = {
            "ship": {"carrier": "EMS", "tracking_number": "EE123456785RW"},
            "refuse": {"reason": "out_of_stock"},
            "pay": {"provider": "sandbox"},
        }
        body = json.dumps(bodies.get(path.strip("/").rpartition("/")[2], {"quantity": 1} if verb == "PATCH" else {})).encode()
        send(verb, address, body, status=(404,), **strange)
        nobody = Client().generic(verb, address, body, content_type=JSON, headers={"Idempotency-Key": "k"})
        of_members = any(door in path for door in ("/sell/", "/trade/", "/v1/reviews/", "/v1/questions/", *OF_MEMBERS))
        assert (nobody.status_code, nobody.headers["Content-Type"]) == (401 if of_members else 404, PROBLEM), address

    assert len(theirs) == 98 and state() == before


def state():
    return [list(model.objects.order_by("pk").values()) for model in TOUCHED]
