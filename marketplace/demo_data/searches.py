"""The set of searches over the demo's goods, with what each must bring: a language, a kind, the words, addresses or shelves."""

from __future__ import annotations

import csv
from pathlib import Path

SET = Path(__file__).with_name("search_queries.csv")


def searches() -> list[dict[str, str]]:
    with SET.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
