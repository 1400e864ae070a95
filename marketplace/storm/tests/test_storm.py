"""One house, twice in trouble: a flash sale while everything is killed, then the short storm. The long one is `manage.py bench storm`."""

import pytest

from marketplace.storm.house import house_of_its_own
from marketplace.storm.raising import blow, hold_flash_sale

pytestmark = [pytest.mark.up, pytest.mark.storm]


@pytest.fixture(scope="module")
def house(bring_tables):
    with house_of_its_own(furnish=bring_tables) as (site, told):
        yield site, told


def test_every_unit_is_somebodys_once_when_everything_is_killed_in_the_middle(house):
    report = hold_flash_sale(*house)

    assert set(report["kills"]) == {"web", "Valkey", "PostgreSQL", "worker"}, report
    assert report["promised"] == report["held"] == report["units"], report
    nothing = ["broken promises", "above the limit", "miscounted", "told neither", "allowances after", "miscounted after"]
    assert {name: report[name] for name in nothing} == dict.fromkeys(nothing, 0), report
    assert report["swept"] and report["free after"] == report["units"], report


def test_the_house_is_whole_after_a_storm(house):
    report = blow(*house, seconds=25, buyers=4, seed=20)

    assert report["broken"] == [], f"seed {report['seed']}"
    assert sum(report["kills"].values()) >= 3, report
    assert sum(report["counts"].get(f"orders {state}", 0) for state in ("paid", "accepted", "packed", "shipped")) >= 3, report
