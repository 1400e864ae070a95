"""A kept page is the page that would be made now, for everybody but nobody in particular."""

from __future__ import annotations

import re

import pytest
from django.db import connection, utils
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from catalog.models import VariantPrice
from catalog.tests.factories import make_product
from marketplace import kept_pages
from marketplace.kept_pages import KeptPagesMiddleware, for_everybody, forget_pages, tell_each_time
from marketplace.prepared import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make_product()


@pytest.fixture
def address(product) -> str:
    """A page that could be kept: what a process reads once is read."""
    read(found := f"/products/{product.slug}/")
    forget_pages()
    return found


def read(address: str, **cookies: str) -> str:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def without_token(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page)


def test_a_page_is_kept_and_is_the_same(address, settings):
    settings.KEPT_PAGES_LOOK_AGAIN = 60
    made = read(address)
    assert kept_pages._pages

    with CaptureQueriesContext(connection) as asked:
        again = read(address)

    assert without_token(again) == without_token(made)
    assert not asked.captured_queries


def test_a_price_that_changed_is_shown_at_the_next_look(address, product):
    before = read(address)
    VariantPrice.objects.filter(variant__product=product, currency="CNY").update(amount="123.45")

    assert "123.45" not in before
    assert "123.45" in read(address)


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_a_change_is_seen_however_often_it_was_looked_before(address, product, looks):
    for _ in range(looks):
        read(address)
    VariantPrice.objects.filter(variant__product=product, currency="CNY").update(amount="123.45")

    assert "123.45" in read(address)


def test_goods_taken_off_sale_are_gone_at_the_next_look(address, product):
    read(address)
    type(product).objects.filter(pk=product.pk).update(state="withdrawn")

    assert Client().get(address).status_code == 410


def test_a_look_is_good_for_its_while_and_no_longer(address, product, settings, monkeypatch):
    settings.KEPT_PAGES_LOOK_AGAIN = 0.5
    clock = [1000.0]
    monkeypatch.setattr(kept_pages.time, "monotonic", lambda: clock[0])
    read(address)
    VariantPrice.objects.filter(variant__product=product, currency="CNY").update(amount="123.45")

    clock[0] += 0.4
    assert "123.45" not in read(address)
    clock[0] += 0.2
    assert "123.45" in read(address)


def test_each_reader_sends_forms_with_a_token_of_their_own(address, product):
    read(address)
    client = Client(enforce_csrf_checks=True)
    page = client.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    answer = client.post("/cart/add/", {"variant": product.variants.first().pk, "quantity": 1, "csrfmiddlewaretoken": token})

    assert answer.status_code == 302
    assert Client(enforce_csrf_checks=True).post("/cart/add/", {"csrfmiddlewaretoken": token}).status_code == 403


def test_a_page_says_how_long_it_is_with_the_token_it_carries(address):
    made, new, known = Client(), Client(), Client()
    made.get(address)
    known.get(address)

    for reader in (new, known):
        answer = reader.get(address)
        assert int(answer["Content-Length"]) == len(answer.content)
    assert kept_pages._pages


@pytest.mark.parametrize("cookie", ["sessionid", "messages", "anything"])
def test_a_cookie_that_is_not_known_gets_a_page_of_its_own(address, cookie):
    read(address, **{cookie: "x"})

    assert not kept_pages._pages


def test_each_choice_has_its_own_page(address):
    read(address)

    assert without_token(read(address, currency="USD")) != without_token(read(address))
    assert len(kept_pages._pages) == 2


def test_a_reader_with_a_cart_does_not_get_the_page_of_strangers(address, product):
    read(address)
    client = Client()
    client.post("/cart/add/", {"variant": product.variants.first().pk, "quantity": 1})
    mine = client.get(address).content.decode()

    assert without_token(mine) != without_token(read(address))
    assert len(kept_pages._pages) == 1


# The middleware by itself ------------------------------------------------------------------------------------------


def serve(view, **headers: str) -> HttpResponse:
    return KeptPagesMiddleware(for_everybody(view))(RequestFactory().get("/x/", **headers))


@pytest.mark.parametrize(
    "refused",
    [
        lambda: HttpResponse("x", status=404),
        lambda: HttpResponse("x", headers={"Cache-Control": "private"}),
        lambda: _with_cookie("seen"),
        lambda: _with_cookie("csrftoken"),  # a token that stands nowhere in a form
        lambda: HttpResponse('<input name="csrfmiddlewaretoken" value="a"><input name="csrfmiddlewaretoken" value="b">'),
    ],
)
def test_what_is_somebodys_own_is_not_kept(refused):
    serve(lambda request: refused())

    assert not kept_pages._pages


def _with_cookie(name: str) -> HttpResponse:
    response = HttpResponse("x")
    response.set_cookie(name, "1")
    return response


def test_a_view_that_asks_by_another_way_is_not_kept(product):
    def view(request):
        return HttpResponse(str(type(product).objects.count()))

    serve(view)

    assert not kept_pages._pages


def test_an_unmarked_view_is_not_kept():
    KeptPagesMiddleware(lambda request: HttpResponse("x"))(RequestFactory().get("/x/"))

    assert not kept_pages._pages


def test_a_database_that_is_away_is_told_by_the_page_itself(monkeypatch):
    serve(lambda request: HttpResponse(str(answers("SELECT 1", []))))
    assert kept_pages._pages

    def away(self):
        raise utils.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(kept_pages.Asked, "is_answered_the_same", away)
    assert serve(lambda request: HttpResponse("the database is away", status=503)).status_code == 503


def test_whoever_counts_readings_hears_of_each():
    read_by = []

    def view(request):
        tell_each_time(request, lambda asked: read_by.append(asked.META.get("HTTP_USER_AGENT", "")))
        return HttpResponse("x")

    for reader in ("first", "second"):
        serve(view, HTTP_USER_AGENT=reader)
    KeptPagesMiddleware(view)(RequestFactory(HTTP_USER_AGENT="member", HTTP_COOKIE="sessionid=1").get("/x/"))

    assert read_by == ["first", "second", "member"]


def test_what_changes_while_a_page_is_made_is_found(address, product):
    """The row changes after it was read and before the page is kept."""

    def view(request):
        rows = answers("SELECT slug FROM catalog_product WHERE id = %s", [product.pk])
        with connection.connection.cursor() as somebody_else:
            somebody_else.execute("UPDATE catalog_product SET slug = 'another' WHERE id = %s", [product.pk])
        return HttpResponse(rows[0][0])

    def again(request):
        return HttpResponse(answers("SELECT slug FROM catalog_product WHERE id = %s", [product.pk])[0][0])

    first = serve(view)
    assert first.content != b"another"
    assert serve(again).content == b"another"


def test_no_more_than_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST", 3)
    for number in range(5):
        KeptPagesMiddleware(for_everybody(lambda request: HttpResponse("x")))(RequestFactory().get(f"/x/{number}/"))

    assert [key[2] for key in kept_pages._pages] == ["/x/2/", "/x/3/", "/x/4/"]
