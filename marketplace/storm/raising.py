"""A storm from outside: a house of its own, the storm in it, its report."""

from __future__ import annotations

import json
import subprocess
import sys

from django.conf import settings

from marketplace.storm.house import house_of_its_own


def raise_storm(*, seconds: float, buyers: int = 6, seed: int = 1) -> dict:
    """The report of running.Report as a dictionary. Raises NeverReady, CalledProcessError."""
    with house_of_its_own() as (site, told):
        words = ["--site", site, "--seconds", str(seconds), "--buyers", str(buyers), "--seed", str(seed)]
        done = subprocess.run(
            [sys.executable, "-m", "marketplace.storm", *words],
            cwd=settings.BASE_DIR,
            env=told,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)
