"""Days and months in every language of the site, also in the one Django does not know."""

import datetime as dt

import pytest
from django.conf import settings
from django.forms import DateField
from django.template import Context, Template
from django.utils import translation
from django.utils.dates import MONTHS, WEEKDAYS

MOMENT = dt.datetime(2026, 11, 23, 9, 5)
WRITTEN = [
    ("en", "DATE_FORMAT", "23 Nov 2026"),
    ("rw", "DATE_FORMAT", "23 Ugushyingo 2026"),
    ("rw", "DATETIME_FORMAT", "23 Ugushyingo 2026, 09:05"),
    ("rw", "SHORT_DATE_FORMAT", "23/11/2026"),
    ("rw", "SHORT_DATETIME_FORMAT", "23/11/2026, 09:05"),
    ("rw", "l", "ku wa mbere"),
    ("rw", "M", "Ugu."),
    ("fr", "l", "lundi"),
    ("zh-hans", "l", "星期一"),
]


@pytest.mark.parametrize(("language", "form", "written"), WRITTEN)
def test_template_writes_a_moment_in_the_language_of_its_reader(language, form, written):
    with translation.override(language):
        assert Template("{{ moment|date:form }}").render(Context({"moment": MOMENT, "form": form})) == written


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_no_month_and_no_weekday_stays_english(language):
    with translation.override("en"):
        english = {str(word) for word in [*MONTHS.values(), *WEEKDAYS.values()]}
    with translation.override(language):
        said = [str(word) for word in [*MONTHS.values(), *WEEKDAYS.values()]]

    assert not english & set(said)
    assert len(set(said)) == 19


def test_kinyarwanda_reads_the_day_before_the_month():
    with translation.override("rw"):
        assert DateField().clean("04/12/2026") == DateField().clean("2026-12-04") == dt.date(2026, 12, 4)
