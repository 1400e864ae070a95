"""`python -m marketplace.storm`, run in the environment of a storm's house (house.py): prints its report as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--buyers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    django.setup()
    from marketplace.storm.running import run

    report = run(site=told.site, seconds=told.seconds, buyers=told.buyers, seed=told.seed)
    sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n")


main()
