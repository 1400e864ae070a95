import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

from marketplace.look.pages import Card, Picture
from marketplace.money import Money

HOSTILE = '"><script>alert(1)</script>'


def write(source: str, **values: object) -> str:
    return Template("{% load look %}" + source).render(Context(values))


def test_money_shows_the_code_where_a_sign_is_shared():
    assert write("{{ m|money }}", m=Money(Decimal("68"), "CNY")) == '<span class="nb">¥68.00 <abbr>CNY</abbr></span>'
    assert write("{{ m|money }}", m=Money(Decimal("12000"), "RWF")) == '<span class="nb">RWF\u00a012,000</span>'
    assert write("{{ m|money }}{{ m|amount }}", m=None) == ""


def test_moment_is_in_the_hubs_zone_until_another_is_active(db):
    noon = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)

    assert ">21 Nov 2026, 14:00 Kigali</time>" in write("{{ t|moment }}", t=noon)
    assert ">21 Nov 2026, 20:00 Beijing</time>" in write('{{ t|moment:"Asia/Shanghai" }}', t=noon)
    with translation.override("zh-hans"):
        assert ">2026年11月21日 20:00（" in write("{{ t|moment }}", t=noon)
    with timezone.override("Europe/Paris"):
        assert ">21 Nov 2026, 13:00 Paris</time>" in write("{{ t|moment }}", t=noon)


def test_day_of_a_time_is_the_one_beside_which_the_hour_would_stand(db):
    late = dt.datetime(2026, 11, 21, 22, 30, tzinfo=dt.UTC)

    assert write("{{ t|day }}", t=late) == "22 Nov 2026"
    with translation.override("zh-hans"):
        assert write("{{ t|day }}", t=late - dt.timedelta(hours=6)) == "2026年11月22日"


def test_icon_is_quiet_beside_a_word_and_speaks_with_a_label():
    assert write('{% icon "bag" %}') == '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#bag"/></svg>'
    assert write("{% icon 'x' label=label %}", label="<Close>").endswith('<span class="vh">&lt;Close&gt;</span>')


def test_icon_that_does_not_exist_is_refused():
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        write('{% icon "unicorn" %}')


def test_card_escapes_every_text_a_seller_can_write():
    picture = Picture(f"/media/{HOSTILE}.jpg", 600, 600, HOSTILE, ((f"image/avif{HOSTILE}", f"/a{HOSTILE} 300w"),))
    card = Card(
        url=f"/products/{HOSTILE}",
        name=HOSTILE,
        picture=picture,
        price=Money(Decimal("68"), "CNY"),
        unit=HOSTILE,
        maker=HOSTILE,
        rating=HOSTILE,
        arrives=HOSTILE,
        tag=HOSTILE,
        is_verified=True,
    )

    page = write("{% card card %}", card=card)

    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 11


def test_card_says_what_is_left_only_when_told():
    card = {"url": "#", "name": "Agaseke", "picture": Picture("/a.jpg", 1, 1), "arrives": "Arrives 12–18 Dec"}

    assert "Only 2 left" in write("{% card card %}", card=Card(**card, left=2))
    assert "Arrives 12–18 Dec" in write("{% card card %}", card=Card(**card))
    sold_out = write("{% card card %}", card=Card(**card, left=0, is_sold_out=True))
    assert "Sold out" in sold_out
    assert "Arrives" not in sold_out


def test_grid_fetches_the_first_row_at_once_and_the_rest_later():
    cards = [Card(url="#", name=str(i), picture=Picture("/a.jpg", 1, 1)) for i in range(6)]

    page = write("{% goods cards across=3 %}", cards=cards)

    assert page.startswith('<div class="goods goods--3">')
    assert page.count('loading="lazy"') == 3


def test_pagination_keeps_the_query(rf, db):
    from django.core.paginator import Paginator
    from django.template.loader import render_to_string

    page = Paginator(range(161), 24).get_page(2)

    written = render_to_string("ui/pages.html", {"page": page}, request=rf.get("/products/?q=coffee&page=2"))

    assert 'href="?q=coffee&amp;page=3"' in written
    assert 'aria-current="page">2<' in written
