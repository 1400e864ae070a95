"""The destination of the demo: whole in its pages, and its places where they say they are."""

import re

import pytest
from django.core.cache import cache

from catalog.passports.land import land
from catalog.sharing.tests.vocabulary import blocks, faults
from marketplace.demo_data.destination import load_destination
from tourism.destination.models import Place

pytestmark = pytest.mark.django_db


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def demo(db):
    for _time in range(2):  # twice without doubling
        load_destination(lambda text: None)


def test_every_page_of_the_demo_stands_in_sitemap_and_speaks_to_machines(client, demo):
    cache.clear()
    listed = re.findall(r"<loc>https?://[^/]+/zh-hans/(tourism/[^<]*)</loc>", read(client, "/sitemaps/zh-hans/pages.xml"))
    assert len(listed) == 2 + Place.objects.count() + 3 + 4

    for address in listed:
        page = read(client, f"/zh-hans/{address}")
        found = blocks(page)
        wrong = [fault for said in found for fault in faults(said)]
        assert wrong == [] and "BreadcrumbList" in {said["@type"] for said in found}, address
        assert 'hreflang="x-default"' in page and 'property="og:image"' in page and page.count("<h1") == 1


def test_places_lie_in_the_districts_they_name(demo):
    for place in Place.objects.exclude(latitude=None).exclude(district=None).filter(is_roughly_there=False).select_related("district"):
        spot = land().at(float(place.latitude), float(place.longitude))
        assert _is_inside(land().outline_of(place.district.name).path, spot), place.slug


def _is_inside(path: str, spot: tuple[float, float]) -> bool:
    """By the rule of even and odd: how many edges a ray to the right crosses."""
    x, y = spot
    is_inside = False
    for ring in path.split("M")[1:]:
        first, *steps = re.findall(r"(-?\d+) ?(-?\d+)", ring.replace("l", " "))
        points = [(int(first[0]), int(first[1]))]
        for dx, dy in steps:
            points.append((points[-1][0] + int(dx), points[-1][1] + int(dy)))
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                is_inside = not is_inside
    return is_inside
