"""`manage.py bench NAME`: one benchmark, its figures in a table or as JSON."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict

import django
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.bench import Figure, Options, benchmarks
from marketplace.embedded import leftovers
from marketplace.embedded.house import REFUSALS, House
from marketplace.environment import embedded_service
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub


class Command(BaseCommand):
    help = "Run one benchmark and print its figures."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        defaults = Options()
        parser.add_argument("name", help="which one; a wrong name lists them")
        parser.add_argument("--json", action="store_true", help="figures for a machine")
        parser.add_argument("--seconds", type=float, default=defaults.seconds, help="how long each page is pressed")
        parser.add_argument("--connections", type=int, default=defaults.connections, help="how many ask at once")
        parser.add_argument("--count", type=int, default=defaults.count, help="how many orders, quotes or papers")
        parser.add_argument("--workers", type=int, default=defaults.workers, help="web worker processes")

        parser.add_argument("--units", type=int, default=defaults.units, help="how many a flash sale has")
        parser.add_argument("--buyers", type=int, default=defaults.buyers, help="how many want one")
        parser.add_argument("--crowd", type=int, default=defaults.crowd, help="over how many connections the buyers come at once")
        parser.add_argument("--seed", type=int, default=defaults.seed, help="which storm to raise; 0 for any")
        parser.add_argument("--products", type=int, default=defaults.products, help="how many a search has; 0 for those there are")

    def handle(self, *, name: str, **options) -> None:
        known = benchmarks()
        if name not in known:
            raise CommandError(f"There is no benchmark {name}. There are: {', '.join(sorted(known))}.")
        if settings.EMBEDDED and not embedded_service(settings.VAR_DIR, "postgres"):
            self._run_with_own_servers()
            return
        chosen = Options(**{field: options[field] for field in Options.__dataclass_fields__})
        with use_hub(Hub.objects.get(code="rw")):
            figures = known[name](chosen)
        if options["json"]:
            machine = {"cores": os.cpu_count(), "python": platform.python_version(), "django": django.get_version()}
            self.stdout.write(json.dumps({"bench": name, "machine": machine, "figures": [asdict(figure) for figure in figures]}))
        else:
            self._print(figures)

    def _run_with_own_servers(self) -> None:
        """`manage.py up` is not running: start the servers of data for the while, and this command again where it finds them."""
        python = [sys.executable, "manage.py"]
        try:
            with House(settings.VAR_DIR, settings.BASE_DIR, lambda text: self.stderr.write(f"· {text}")) as house:
                house.start([], dict(os.environ))
                told = leftovers.mark(dict(os.environ), house.run_dir)
                for words in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"], sys.argv[1:]):
                    done = subprocess.run([*python, *words], cwd=settings.BASE_DIR, env=told)
                    if done.returncode:
                        raise CommandError(f"`manage.py {words[0]}` failed; see the lines above.", returncode=done.returncode)
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from None

    def _print(self, figures: list[Figure]) -> None:
        width = max((len(figure.name) for figure in figures), default=0)
        for figure in figures:
            self.stdout.write(f"{figure.name:<{width}}  {figure.value:>12,.10g} {figure.unit:<10} {figure.note}".rstrip())
