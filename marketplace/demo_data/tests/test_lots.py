from datetime import datetime

import pytest
from django.utils import timezone

from catalog.tests.factories import make_product
from marketplace.demo_data.lots import load_lots, next_friday
from marketplace.demo_data.orders import BASKET, COFFEE
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards
from orders.logistics.lots import lots_for
from orders.logistics.models import FreightLot, LotShare
from sellers.tests.factories import make_officer, make_seller

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("now", "friday"),
    [
        ("2026-11-22T18:00+00:00", "2026-11-27T17:00+02:00"),  # a Sunday
        ("2026-11-25T14:00+00:00", "2026-11-27T17:00+02:00"),  # two days and an hour before it
        ("2026-11-25T16:00+00:00", "2026-12-04T17:00+02:00"),  # too late for this week's
        ("2026-12-30T22:30+00:00", "2027-01-08T17:00+02:00"),
    ],
)
def test_demo_lots_close_on_the_first_friday_that_leaves_two_days(now, friday):
    assert next_friday(datetime.fromisoformat(now)) == datetime.fromisoformat(friday)


def test_demo_has_open_lots_with_goods_in_them_and_does_not_double_them():
    load_exchange_rates()
    load_rate_cards()
    for slug in (COFFEE, BASKET):
        size = {"gross_weight_g": 300, "length_mm": 200, "width_mm": 120, "height_mm": 80, "name_en": "one", "prices": {"USD": "9.50"}}
        make_product(slug.title(), slug=slug, seller=make_seller(), variants=[size], photos=0)
    officer = make_officer()

    assert [load_lots(officer, lambda text: None) for _ in range(2)] == [2, 0]

    lines = {line.lot.card.service: line for line in lots_for(make_seller())}
    assert {service: line.lot.unit for service, line in lines.items()} == {"air_cargo": "kg", "sea": "m³ or t"}
    assert all(line.percent > 0 and line.lot.card.is_demonstration for line in lines.values())
    assert LotShare.objects.count() == 3 and {line.firms for line in lines.values()} == {1, 2}
    FreightLot.objects.update(closes_at=timezone.now())  # Friday is over: the next start opens new ones
    assert load_lots(officer, lambda text: None) == 2
