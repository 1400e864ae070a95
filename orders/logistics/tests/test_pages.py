import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from orders.logistics import words
from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote
from orders.logistics.parcels import Parcel
from orders.logistics.services import issue_quote, mark_failed
from orders.logistics.tests.factories import ask_quote, make_card, make_rate

pytestmark = pytest.mark.django_db


def page(client, quote: Quote, *, htmx: bool = False, query: str = "") -> str:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.get(reverse("logistics:quote-detail", args=[quote.pk]) + query, headers=headers).content.decode()


def priced(**asked) -> Quote:
    return issue_quote(quote_id=ask_quote(**asked).pk)


def test_waiting_quote_polls_with_script_and_refreshes_without(client):
    html = page(client, ask_quote())

    assert 'hx-trigger="every 400ms"' in html and '<noscript><meta http-equiv="refresh" content="1"></noscript>' in html


def test_page_says_that_it_takes_longer_when_the_worker_is_slow(client):
    quote = ask_quote()
    Quote.objects.update(created_at=timezone.now() - timedelta(seconds=20))

    html = page(client, quote, htmx=True)

    assert "takes longer than usual" in html and 'hx-trigger="every 2s"' in html


def test_priced_quote_shows_its_lines_and_polls_no_more(client):
    make_rate(rate="7.20")
    make_card(surcharges={"FSC": ("percent", "12.5"), "AWB": ("per_document", "25")}, is_demonstration=True)

    html = page(client, priced())

    assert "every 2s" not in html and "http-equiv" not in html
    for text in ("¥2,253.60", "64 kg × 4 USD = US$256.00", "1 USD = 7.2 CNY, rate of 1 Jan 2020", "12.5 % of the freight", "3–7 days"):
        assert text in html, text
    assert "the parcels take the room of 64 kg (384,000 cm³ ÷ 6,000)" in html and "no carrier has agreed" in html


def test_fragment_offers_radio_buttons_when_a_form_asks_for_them(client):
    make_card()
    make_card(carrier="Second", service="express", breaks={"0": "9"})
    quote = priced(currency="USD")
    first, second = quote.options.all()

    html = page(client, quote, htmx=True, query="?field=delivery-12")

    assert "<html" not in html
    assert f'name="delivery-12" id="delivery-12-{first.pk}" value="{first.pk}" checked' in html
    assert f'name="delivery-12" id="delivery-12-{second.pk}" value="{second.pk}">' in html


@pytest.mark.parametrize("field", ['x"onload', "<b>", "A", "1", ""])
def test_field_of_another_shape_is_ignored(client, field):
    make_card()

    assert 'type="radio"' not in page(client, priced(currency="USD"), query=f"?field={field}")


def test_lane_without_a_rate_says_so_and_names_no_price(client):
    html = page(client, priced())

    assert "Rate on request" in html and "No carrier has given us a rate" in html and "¥" not in html.split("<main")[1].split("</main")[0]


def test_expired_and_failed_quotes_say_what_to_do(client, monkeypatch):
    make_card()
    quote, failed = priced(currency="USD"), ask_quote()
    mark_failed(quote_id=failed.pk)
    later = quote.valid_until
    monkeypatch.setattr("orders.logistics.models.quote.timezone.now", lambda: later)

    assert "no longer hold" in page(client, quote) and "load the page again" in page(client, failed)


def test_stranger_guesses_no_quote(client):
    ask_quote()

    assert client.get(reverse("logistics:quote-detail", args=[uuid.uuid4()])).status_code == 404


def test_page_costs_the_same_queries_with_one_option_and_with_three(client, django_assert_num_queries):
    make_card()
    one = priced(currency="USD")
    make_card(carrier="Second", service="express")
    make_card(carrier="Third", service="post", weight_rule="post")
    three = priced(currency="USD")
    page(client, one)

    for quote in (one, three):
        with django_assert_num_queries(2):
            page(client, quote, htmx=True)


@pytest.mark.parametrize(
    ("rule", "parcel", "words_in_it"),
    [
        ("air", Parcel(600, 400, 400, 30_000), "more than the room of 16 kg"),
        ("courier", Parcel(600, 400, 400, 5000), "÷ 5,000"),
        ("post", Parcel(600, 400, 400, 5000), "each parcel to the next half kilogram: 5 kg"),
        ("truck", Parcel(1000, 1000, 1000, 5000), "1 m³ count as 333 kg on a truck (333 kg a cubic metre)"),
        ("truck", Parcel(100, 100, 100, 5000), "more than the 0.001 m³ count on a truck"),
        ("lcl", Parcel(600, 400, 400, 5000), "less than the least share of a container"),
        ("lcl", Parcel(2000, 1000, 1000, 5000), "the larger is charged (1 m³ counts as 1,000 kg)"),
    ],
)
def test_rule_is_told_in_a_sentence(rule, parcel, words_in_it):
    make_card(weight_rule=rule, unit="wm" if rule == "lcl" else "kg")

    (option,) = priced(parcels=[parcel], currency="USD").options.all()

    assert words_in_it in words.rule_of(option)


def test_minimum_and_declared_weight_are_told(client):
    make_card(minimum=75)

    assert "US$75.00 · the carrier’s minimum" in page(client, priced(parcels=[Parcel(10, 10, 10, 1000)], currency="USD"))
    html = page(client, priced(parcels=[Parcel(10, 10, 10, 44_000)], currency="USD"))
    assert "45 kg × 4 USD = US$180.00 · declared heavier than it is, because that is cheaper" in html


def test_quote_state_has_words_in_every_language():
    for code in ("en", "zh-hans"):
        with translation.override(code):
            assert all(str(state.label) for state in QuoteState)
