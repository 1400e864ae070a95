import pytest
from django.template.loader import render_to_string
from django.test import Client


def test_missing_page_speaks_our_look(client, db):
    answer = client.get("/nothing-here/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert 'class="site__acts"' in answer.content.decode()
    assert 'href="/accounts/login/?next=/nothing-here/"' in answer.content.decode()


def test_address_that_only_takes_forms_has_a_page_for_readers(client, db):
    answer = client.get("/zh-hans/cart/add/", headers={"Accept": "text/html,*/*"})

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "此地址没有内容" in answer.content.decode()


@pytest.mark.parametrize(("method", "accept"), [("get", "application/json"), ("put", "text/html")])
def test_machines_get_the_bare_refusal(client, db, method, accept):
    answer = getattr(client, method)("/cart/add/", headers={"Accept": accept})

    assert (answer.status_code, answer.content) == (405, b"")


def test_form_without_its_token_is_refused_in_words(db):
    answer = Client(enforce_csrf_checks=True).post("/look/theme/", {"theme": "dark"})

    assert answer.status_code == 403
    assert "That form was open too long" in answer.content.decode()


@pytest.mark.parametrize(("name", "words"), [("500.html", "Something broke on our side"), ("400.html", "We could not read that")])
def test_fault_page_needs_no_request(name, words):
    page = render_to_string(name)

    assert words in page
    assert '<html lang="en">' in page


def test_fault_page_leads_on_in_the_readers_language(rf):
    from django.utils import translation

    from marketplace.api.problems import server_error

    with translation.override("zh-hans"):
        answer = server_error(rf.get("/zh-hans/cart/"))

    page = answer.content.decode()
    assert answer.status_code == 500 and '<html lang="zh-Hans">' in page
    assert 'href="/zh-hans/orders/"' in page and "Something broke" not in page


def test_forbidden_page_says_what_to_do(rf, db):
    from django.contrib.auth.models import AnonymousUser
    from django.views.defaults import permission_denied

    request = rf.get("/sell/")
    request.user = AnonymousUser()

    answer = permission_denied(request, PermissionError())

    assert answer.status_code == 403
    assert "not open to you" in answer.content.decode()


def test_return_of_no_payment_speaks_the_readers_language(client, db):
    answer = client.get("/payments/return/alipay/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})

    assert answer.status_code == 400
    assert "/zh-hans/orders/" in answer.content.decode()
