import hashlib
import uuid

import pytest
from django.core.cache import cache

from marketplace.accounts.models import User
from marketplace.api.tests.callers import caller, refusal
from orders.paperwork.models import Document
from orders.paperwork.tests.factories import a_placed_order, a_sale, an_issued_set, pay

DOCUMENTS = "/api/v1/documents/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def carla():
    return User.objects.create_user("carla@example.com", "password-of-carla")


@pytest.fixture
def order(shop, carla, run_waiting_jobs):
    """Carla's paid order with its papers drawn."""
    order = a_placed_order(seller=shop, user=carla)
    pay(order)
    run_waiting_jobs("paperwork.issue")
    return order


def found(user, **query):
    answer = caller(user).get(DOCUMENTS, query)
    assert answer.status_code == 200, answer.json()
    return sorted(row["number"] for row in answer.json()["results"])


def test_list_is_of_own_sales_and_own_purchases(alice, carla, charlie, order):
    numbers = sorted(Document.objects.values_list("number", flat=True))

    assert found(alice) == found(carla) == found(carla, order=order.number) == found(alice, order=order.number) == numbers
    assert found(carla, kind="invoice") == numbers[:1]
    assert found(charlie) == []
    assert refusal(caller(charlie).get(DOCUMENTS, {"order": order.number})) == (404, "not-found", [])
    assert refusal(caller().get(DOCUMENTS)) == (401, "not-authenticated", [])


def test_guest_reads_papers_with_the_key_of_the_order(order):
    group = order.group
    group.user = None
    group.save()
    key = {"Order-Key": group.access_token}

    listed = caller().get(DOCUMENTS, {"order": order.number}, headers=key).json()
    document = listed["results"][0]["id"]

    assert listed["count"] == 2
    assert caller().get(f"{DOCUMENTS}{document}/", headers=key).status_code == 200
    assert caller().get(f"{DOCUMENTS}{document}/download/", {"key": group.access_token}).status_code == 200
    assert refusal(caller().get(f"{DOCUMENTS}{document}/download/", {"key": "wrong"})) == (404, "not-found", [])


def test_detail_tells_where_the_file_is(alice, order):
    document = Document.objects.get(kind="invoice")

    assert caller(alice).get(f"{DOCUMENTS}{document.pk}/").json() == {
        "id": str(document.pk),
        "kind": "invoice",
        "number": document.number,
        "version": 1,
        "order_number": order.number,
        "seller": {"slug": document.seller.slug, "name": "Alice Coffee"},
        "state": "drawn",
        "issued_at": document.issued_at.isoformat().replace("+00:00", "Z"),
        "superseded_by": None,
        "withdrawn_at": None,
        "check_code": document.check_code,
        "verify_url": f"http://testserver/documents/verify/{document.check_code}/",
        "download_url": f"http://testserver{DOCUMENTS}{document.pk}/download/",
        "file_name": f"{document.number}-v1.pdf",
        "sha256": document.sha256,
        "size": document.size,
    }


def test_download_is_the_file_of_the_day(carla, order):
    document = Document.objects.get(kind="packing_list")

    answer = caller(carla).get(f"{DOCUMENTS}{document.pk}/download/", headers={"Accept": "application/pdf"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{document.number}-v1.pdf"'
    assert hashlib.sha256(answer.content).hexdigest() == document.sha256


def test_download_is_409_while_the_file_is_being_drawn(alice, paper_set):
    document = paper_set.documents.first()

    answer = caller(alice).get(f"{DOCUMENTS}{document.pk}/download/", headers={"Accept": "application/pdf"})

    assert refusal(answer) == (409, "being-drawn", [])
    assert caller(alice).get(f"{DOCUMENTS}{document.pk}/").json()["download_url"] is None


@pytest.mark.parametrize("path", ["", "download/"])
def test_stranger_and_guest_without_key_are_404(charlie, order, path):
    document = Document.objects.first()

    assert refusal(caller(charlie).get(f"{DOCUMENTS}{document.pk}/{path}")) == (404, "not-found", [])
    assert refusal(caller().get(f"{DOCUMENTS}{document.pk}/{path}")) == (404, "not-found", [])
    assert refusal(caller(charlie).get(f"{DOCUMENTS}{uuid.uuid4()}/{path}")) == (404, "not-found", [])


def test_list_takes_the_same_queries_with_one_and_with_three(alice, shop, django_assert_num_queries):
    client = caller(alice)
    client.get(DOCUMENTS)
    for count in (1, 2, 3):
        an_issued_set(shop, a_sale(order_number=f"IS-26-00000{count}-1"))
        if count in (1, 3):
            with django_assert_num_queries(3):
                assert client.get(DOCUMENTS).json()["count"] == 2 * count


def test_anyone_verifies_a_paper_by_its_code(order):
    document = Document.objects.get(kind="invoice")

    body = caller().get(f"{DOCUMENTS}verify/{document.check_code.lower().replace('-', ' ')}/").json()

    assert body == {
        "check_code": document.check_code,
        "kind": "invoice",
        "number": document.number,
        "version": 1,
        "is_in_force": True,
        "newer_version": None,
        "newer_check_code": None,
        "exporter": document.frozen.exporter.name,
        "issued_on": document.frozen.paper.issued_on.isoformat(),
        "total": {"amount": "178.50", "currency": "CNY"},
        "sha256": document.sha256,
        "is_demonstration": document.frozen.is_demonstration,
    }


@pytest.mark.parametrize("code", ["0000-0000-0000", "%00", "é" * 100, "a%2fb"])
def test_unknown_code_is_404(code):
    assert refusal(caller().get(f"{DOCUMENTS}verify/{code}/")) == (404, "not-found", [])


def test_guessing_codes_is_429_in_the_end(monkeypatch):
    monkeypatch.setattr("orders.paperwork.throttling.TRIES_A_MINUTE", 2)

    answers = [caller().get(f"{DOCUMENTS}verify/0000-0000-0000/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[-1].headers["Retry-After"] == "60"


def test_pack_tells_the_seller_what_is_missing_and_the_buyer_what_is_issued(alice, carla, charlie, order):
    address = f"{DOCUMENTS}pack/{order.number}/"

    told = caller(alice).get(address).json()

    assert [document["kind"] for document in told["documents"]] == ["invoice", "packing_list"]
    customs = next(paper for paper in told["papers"] if paper["kind"] == "customs")
    assert customs["is_needed"] and "exit_office" in customs["missing"] and customs["document"] is None
    assert told["is_drawn"] and not told["is_outdated"]
    bought = caller(carla).get(address).json()
    assert bought["documents"] == told["documents"] and bought["papers"] == bought["findings"] == []
    assert caller(carla).get(told["download_url"])["Content-Type"] == "application/zip"
    for stranger in (caller(charlie), caller()):
        assert refusal(stranger.get(address)) == refusal(stranger.get(f"{address}download/")) == (404, "not-found", [])
