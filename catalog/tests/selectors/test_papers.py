from datetime import date

import pytest

from catalog.models import PaperRule
from catalog.selectors.papers import closed_destinations, papers_of
from catalog.tests.factories import BASKET, CHILLI_OIL, GREEN, ROASTED

pytestmark = pytest.mark.django_db
ALWAYS = ["invoice", "packing-list", "export-declaration", "transport"]
DAY = date(2026, 11, 22)


def names(papers) -> list[str]:
    return [paper.paper for paper in papers]


def test_papers_of_green_coffee_for_china():
    papers = papers_of(GREEN, "CN", DAY)

    assert names(papers.required) == [*ALWAYS, "origin-ldc", "gacc", "origin-ico", "naeb", "phyto"]
    assert papers.conditional == [] and papers.closed == frozenset()


def test_papers_of_roasted_coffee_elsewhere_leave_china_out():
    papers = papers_of(ROASTED, "AE", DAY)

    assert names(papers.required) == [*ALWAYS, "origin-ico", "naeb"]
    assert names(papers.conditional) == ["phyto"]


def test_goods_without_a_row_have_the_papers_of_all_goods_and_are_closed():
    papers = papers_of(CHILLI_OIL, "CN", DAY)

    assert (names(papers.required), papers.closed) == (ALWAYS, {"CN"})
    assert closed_destinations([CHILLI_OIL, ROASTED, BASKET, "1515909090", "200819", "0709600000"], DAY) == {
        CHILLI_OIL: {"CN"},
        "1515909090": {"CN"},
        "200819": {"CN"},
        "0709600000": {"CN"},
        ROASTED: frozenset(),
        BASKET: frozenset(),
    }


def test_a_row_that_officers_add_opens_the_country_on_its_day():
    PaperRule.objects.create(
        hs_prefix="2103", destination="CN", paper="label-zh", title_en="Chinese label", valid_from=date(2026, 12, 1), source="RDB letter 7"
    )

    assert papers_of(CHILLI_OIL, "CN", date(2026, 11, 30)).closed == {"CN"}
    assert papers_of(CHILLI_OIL, "CN", date(2026, 12, 1)).closed == frozenset()
    assert closed_destinations([CHILLI_OIL], date(2026, 12, 1)) == {CHILLI_OIL: frozenset()}


def test_a_younger_row_speaks_and_an_ended_one_is_silent():
    old = PaperRule.objects.get(hs_prefix="090111", paper="phyto")
    old.valid_to = date(2026, 12, 31)
    old.save()
    PaperRule.objects.create(
        hs_prefix="090111", paper="phyto", title_en="Phyto", necessity="conditional", valid_from=date(2027, 1, 1), source="RICA 2027"
    )

    assert "phyto" in names(papers_of(GREEN, "CN", date(2026, 12, 31)).required)
    assert names(papers_of(GREEN, "CN", date(2027, 1, 1)).conditional) == ["phyto"]
