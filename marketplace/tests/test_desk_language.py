"""The desk speaks its officer's language, down to the names of states and the theme's own sentences."""

import datetime as dt
from enum import Enum

import pytest
from django.contrib import admin
from django.utils.functional import Promise

from marketplace.accounts.models import User
from sellers.enums import SellerState
from sellers.tests.factories import make_seller

OUR_ROOMS = ("marketplace", "sellers", "catalog", "orders", "tourism")


@pytest.fixture
def desk(client, db):
    client.force_login(User.objects.create_superuser("olive@example.com", "x", is_demo=True))
    return client


def test_desk_speaks_the_language_that_was_chosen_on_this_device(desk):
    answer = desk.post(
        "/preferences/", {"language": "zh-hans"}, headers={"Referer": "http://testserver/admin/jobs/job/?state__exact=failed"}
    )

    assert answer.url == "http://testserver/admin/jobs/job/?state__exact=failed"
    page = desk.get(answer.url).content.decode()
    assert '<html lang="zh-hans"' in page
    assert "后台任务" in page
    assert "没有结果" in page


def test_desk_speaks_the_language_of_the_account_where_none_was_chosen(desk):
    User.objects.update(language="zh-hans")

    assert "等您处理" in desk.get("/admin/").content.decode()


@pytest.mark.parametrize("chosen", ["", "xx", "zh-hans/../"])
def test_desk_speaks_english_where_nothing_known_was_chosen(desk, chosen):
    desk.cookies["django_language"] = chosen

    assert "Waiting for you" in desk.get("/admin/").content.decode()


def test_desk_offers_its_languages(desk):
    page = desk.get("/admin/").content.decode()

    assert 'action="/preferences/"' in page
    assert "简体中文" in page


def test_days_are_written_as_the_language_writes_them(desk):
    sent = dt.datetime(2026, 11, 13, 5, 20, tzinfo=dt.UTC)
    seller = make_seller(state=SellerState.SUBMITTED, submitted_at=sent, due_at=sent + dt.timedelta(days=7))
    desk.cookies["django_language"] = "zh-hans"

    page = desk.get(f"/admin/sellers/seller/{seller.pk}/change/").content.decode()

    assert "2026年11月13日" in page
    assert "十一月" not in page


def coloured():
    for owner in admin.site._registry.values():
        for name in owner.list_display:
            colours = getattr(getattr(type(owner), name, None), "label", None) if isinstance(name, str) else None
            if isinstance(colours, dict) and isinstance(next(iter(colours)), Enum):
                yield pytest.param(colours, id=f"{type(owner).__name__}.{name}")


@pytest.mark.parametrize("colours", list(coloured()))
def test_every_state_has_a_colour_or_none(colours):
    """The theme writes the bare code of a state that its table of colours does not know."""
    states = type(next(iter(colours)))

    assert set(states) == set(colours)


def test_every_room_of_the_desk_has_a_name_to_translate():
    rooms = {model._meta.app_config for model in admin.site._registry if model.__module__.partition(".")[0] in OUR_ROOMS}

    assert [room.label for room in rooms if not isinstance(room.verbose_name, Promise)] == []
