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
        return blow(site, told, seconds=seconds, buyers=buyers, seed=seed)


def blow(site: str, told: dict[str, str], *, seconds: float, buyers: int, seed: int) -> dict:
    """The same in a house that stands: its address, and the environment of its processes."""
    return _reported("marketplace.storm", site, told, "--seconds", str(seconds), "--buyers", str(buyers), "--seed", str(seed))


def hold_flash_sale(site: str, told: dict[str, str]) -> dict:
    """A flash sale through kills in a house that stands; the figures of flash.hold_sale. Raises CalledProcessError."""
    return _reported("marketplace.storm.flash", site, told)


def _reported(module: str, site: str, told: dict[str, str], *words: str) -> dict:
    command = [sys.executable, "-m", module, "--site", site, *words]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=told, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)
