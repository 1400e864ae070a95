"""A flash sale while web, Valkey, PostgreSQL and a worker are killed: the count is exact afterwards, and every promise was kept."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from marketplace.storm.house import house_of_its_own

pytestmark = pytest.mark.up


def test_every_unit_is_somebodys_once_when_everything_is_killed_in_the_middle():
    with house_of_its_own() as (site, told):
        done = subprocess.run(
            [sys.executable, "-m", "marketplace.storm.flash", "--site", site],
            cwd=settings.BASE_DIR,
            env=told,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    report = json.loads(done.stdout)

    assert set(report["kills"]) == {"web", "Valkey", "PostgreSQL", "worker"}, report
    assert report["promised"] == report["held"] == report["units"], report
    nothing = ["broken promises", "above the limit", "miscounted", "told neither", "allowances after", "miscounted after"]
    assert {name: report[name] for name in nothing} == dict.fromkeys(nothing, 0), report
    assert report["swept"] and report["free after"] == report["units"], report
