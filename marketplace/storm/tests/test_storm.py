"""The short storm: the long one is `manage.py bench storm`."""

import pytest

from marketplace.storm.raising import raise_storm

pytestmark = [pytest.mark.up, pytest.mark.storm]


def test_the_house_is_whole_after_a_storm():
    report = raise_storm(seconds=25, buyers=4, seed=20)

    assert report["broken"] == [], f"seed {report['seed']}"
    assert sum(report["kills"].values()) >= 3, report
    assert sum(report["counts"].get(f"orders {state}", 0) for state in ("paid", "accepted", "packed", "shipped")) >= 3, report
