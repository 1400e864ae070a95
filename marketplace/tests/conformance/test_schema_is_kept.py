"""Every operation of the API against its schema: thousands of requests, right and wrong, before real rows. Nothing may be found.

The same requests each time. `CONFORMANCE_EXAMPLES=200 pytest -n0 -s marketplace/tests/conformance` looks further and says how far."""

from __future__ import annotations

import copy
import os
from typing import Any

import pytest
from django.core.cache import cache

from marketplace.api.tests.callers import caller
from marketplace.tests.conformance import aftersale, engine, reviews, talk, trade
from marketplace.tests.conformance.house import House, build

EXAMPLES = int(os.environ.get("CONFORMANCE_EXAMPLES", "3"))  # of each operation and caller, beside the edges of the schema
ONE_EDGE_OF = 3 if EXAMPLES < 20 else 1
CALLERS = ("buyer", "seller", "guest")
# Whose edges are walked where: they are the same for everybody whom an operation lets in, a guest's those of a buyer.
EDGES_FOR_SELLER = {"sales", "payouts", "discounts", trade.SELLING}
OF_WHOLESALE = {trade.BUYING, trade.SELLING}
OF_CARRIERS = "carriers"  # has a door of its own, and callers of its own
pytestmark = pytest.mark.django_db


@pytest.fixture
def house(run_waiting_jobs, monkeypatch) -> House:
    # Thousands of requests in a minute are what the brakes are for; they have tests of their own.
    monkeypatch.setattr("orders.paperwork.throttling.TRIES_A_MINUTE", 10**9)
    monkeypatch.setattr("catalog.trust.services.reporting.MOST_REPORTS", 10**9)
    monkeypatch.setattr("orders.services.codes.TRIES", 10**9)
    rates = dict.fromkeys(("quotes", "carriers", "trade", "talk", "wishes", "reports"), "1000000/min")
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", rates)
    monkeypatch.setattr("allauth.account.app_settings.RATE_LIMITS", {}, raising=False)
    cache.clear()
    return build(run_waiting_jobs)


@pytest.fixture
def schema(house) -> dict[str, Any]:
    """As it is served, its examples those of this house."""
    schema = copy.deepcopy(caller().get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).json())
    for operation in operations(schema).values():
        if bodies := house.bodies.get(operation["operationId"]):
            for media in operation["requestBody"]["content"].values():
                media["examples"] = {str(place): {"value": body} for place, body in enumerate(bodies)}
    return schema


def operations(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{method.upper()} {path}": told for path, methods in schema["paths"].items() for method, told in methods.items()}


def often(name: str) -> dict[str, Any]:
    return {"dictionary": name, "probability": 0.8}


# What can be done only to an order that stands so.
FITTING = {
    "orders_pay": {"path.number": often("waiting")},
    "orders_cancel": {"path.number": often("waiting")},
    "orders_part_cancel": {"path.number": often("paid group"), "path.order_number": often("paid order")},
    "orders_part_received": {"path.number": often("shipped group"), "path.order_number": often("shipped order")},
    "sales_accept": {"path.number": often("paid order")},
    "sales_refuse": {"path.number": often("paid order")},
    "sales_pack": {"path.number": often("accepted order")},
    "sales_ship": {"path.number": often("packed order")},
    "payouts_retrieve": {"path.number": often("payouts")},
    "discounts_agree": {"path.discount": often("offered discounts")},
}


def fitting() -> dict[str, dict[str, Any]]:
    """The same for what came after the sale: the order or the case of the story in which it can be done."""
    fits = FITTING | trade.fitting(often) | reviews.fitting(often) | talk.fitting(often)
    for name, story in aftersale.FITTING.items():
        if name == "sales_refund":
            fits[name] = {"path.number": often(f"{story} order")}
        elif name.startswith("sales_"):
            fits[name] = {"path.number": often(f"{story} case")}
        else:
            case = {f"path.{kind}_number": often(f"{story} case") for kind in ("return", "dispute")}
            fits[name] = {"path.number": often(f"{story} group"), "path.order_number": often(f"{story} order"), **case}
    return fits


def config(house: House, schema: dict[str, Any], who: str, **phases: Any) -> dict[str, Any]:
    tags = {tag for operation in operations(schema).values() for tag in operation["tags"]}
    not_theirs = {"buyer": EDGES_FOR_SELLER | {OF_CARRIERS}, "seller": tags - EDGES_FOR_SELLER, "guest": tags, "carrier": {"token"}}
    without_edges = not_theirs[who]
    return {
        "seed": 1,
        "workers": 1,
        "headers": house.headers[who],
        "dictionaries": {name: {"values": values} for name, values in house.known.items()},
        "parameters": {
            "path.slug": often("slugs"),
            "path.variant": often("variants"),
            "path.number": often("groups"),
            "path.order_number": often("orders"),
            "path.quote_id": often("quotes"),
            "path.document_id": often("documents"),
            "path.code": often("codes"),
            "path.photo_id": often("photos"),
            "path.discount": often("discounts"),
            "query.currency": often("currencies"),
            "query.country": often("countries"),
            "query.key": often("keys"),
            "header.Order-Key": often("keys"),
            "body.variant": often("variants"),
            "body.currency": often("currencies"),
            "body.country": often("countries"),
            "body.provider": often("providers"),
        },
        "operations": [
            *({"include-operation-id": name, "parameters": fit} for name, fit in fitting().items()),
            {"include-tag": "sales", "parameters": {"path.number": often("orders")}},
            {
                "include-tag": sorted(without_edges),
                "phases": {"coverage": {"enabled": False}},
                "generation": {"max-examples": max(1, EXAMPLES // 3)},
            },
        ],
        # A guest is whoever shows no credentials; the two others also come with made-up ones.
        "generation": {"deterministic": True, "max-examples": EXAMPLES, "database": "none", "with-security-parameters": who != "guest"},
        "checks": {
            "positive_data_acceptance": {"expected-statuses": engine.WELL_FORMED},
            "negative_data_rejection": {"expected-statuses": engine.REFUSED},
            "missing_required_header": {"expected-statuses": engine.NO_HEADER},
        },
        "phases": {"stateful": {"enabled": False}, **phases},
    }


def test_schema_is_kept_by_every_operation_for_every_caller(house, schema):
    """One house for all three: each request is undone after its answer. Wholesale has a run of its own."""
    schema = {**schema, "paths": {path: methods for path, methods in schema["paths"].items() if not is_wholesale(methods)}}
    for who in CALLERS:
        done = engine.run(schema, config(house, schema, who), environ=house.browser if who == "guest" else {}, one_edge_of=ONE_EDGE_OF)

        print(who, done.count, "requests", *sorted(f"{name} {dict(done.answers[name])}" for name in done.answers), sep="\n")  # noqa: T201
        assert not done.failures, "\n\n".join([who, *dict.fromkeys(done.failures)])
        assert done.answers.keys() == operations(schema).keys()
        accepted = {name for name, statuses in done.answers.items() if any(status < 300 for status in statuses)}
        assert accepted >= {name for name, told in operations(schema).items() if may(who, told["tags"])}


def is_wholesale(methods: dict[str, Any]) -> bool:
    return any(OF_WHOLESALE & set(told["tags"]) for told in methods.values())


def test_schema_is_kept_by_wholesale_for_either_side(house, schema):
    """Each side at its own doors, which let nobody else in. The edges of an address are those of one that takes a body or a query:
    the others differ by what they do, not by what they read."""
    schema = {**schema, "paths": {path: methods for path, methods in schema["paths"].items() if is_wholesale(methods)}}
    for who, tag in (("buyer", trade.BUYING), ("seller", trade.SELLING)):
        paths = {path: {verb: told for verb, told in methods.items() if tag in told["tags"]} for path, methods in schema["paths"].items()}
        side = {**schema, "paths": {path: methods for path, methods in paths.items() if methods}}
        plain = [told["operationId"] for told in operations(side).values() if not reads_more_than_its_address(told)]
        settings = config(house, side, who)
        settings["generation"]["max-examples"] = max(1, EXAMPLES // 3)  # its bodies are large, and their edges are walked anyway
        settings["operations"].append({"include-operation-id": plain, "phases": {"coverage": {"enabled": False}}})

        done = engine.run(side, settings, environ={}, one_edge_of=ONE_EDGE_OF)

        print(who, done.count, "requests", *sorted(f"{name} {dict(done.answers[name])}" for name in done.answers), sep="\n")  # noqa: T201
        assert not done.failures, "\n\n".join([who, *dict.fromkeys(done.failures)])
        assert {name for name, statuses in done.answers.items() if any(status < 300 for status in statuses)} == operations(side).keys()


def reads_more_than_its_address(told: dict[str, Any]) -> bool:
    return "requestBody" in told or any(parameter["in"] == "query" for parameter in told.get("parameters", []))


def test_schema_is_kept_by_the_doors_of_carriers(house, schema):
    """With a carrier's token; what the three others met there was 401."""
    paths = {path: methods for path, methods in schema["paths"].items() if path.startswith("/api/v1/carrier/")}
    schema = {**schema, "paths": paths}

    done = engine.run(schema, config(house, schema, "carrier"), environ={})

    assert not done.failures, "\n\n".join(dict.fromkeys(done.failures))
    assert {name for name, statuses in done.answers.items() if 200 in statuses} == operations(schema).keys()


def may(who: str, tags: list[str]) -> bool:
    """Whose right requests must have been among them: else a run that is refused everything would find nothing either."""
    is_sellers = bool(EDGES_FOR_SELLER & set(tags))
    if OF_CARRIERS in tags:
        return False
    return is_sellers if who == "seller" else who == "buyer" and not is_sellers


def test_schema_is_kept_along_the_way_of_an_order(house, schema):
    only = {name: {"enabled": False} for name in ("examples", "coverage", "fuzzing")}
    way = {"enabled": True, "max-steps": 6, "generation": {"max-examples": 3 * EXAMPLES}}

    done = engine.run(schema, config(house, schema, "buyer", stateful=way, **only), undo=False, environ={})

    print(done.count, "requests", *sorted(f"{name} {dict(done.answers[name])}" for name in done.answers), sep="\n")  # noqa: T201
    assert not done.failures, "\n\n".join(dict.fromkeys(done.failures))
