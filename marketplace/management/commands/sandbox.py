"""`manage.py sandbox`: the payment sandbox by itself, for a shop started without `up`."""

from __future__ import annotations

import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Run the payment sandbox in the foreground; tell the shop its address as SANDBOX_URL."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8100)

    def handle(self, *, port: int, **_options) -> None:
        places = ["--directory", str(settings.SANDBOX_DIR), "--merchants", str(settings.SANDBOX_MERCHANTS)]
        words = [sys.executable, "-m", "orders.payments.sandbox", "--port", str(port), "--clock", str(settings.SANDBOX_CLOCK), *places]
        self.stdout.write(f"payment sandbox: SANDBOX_URL=http://127.0.0.1:{port}")
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, words)
