"""manage.py retention [--dry-run]: delete now what has had its time, as the night does; or only say what that would be."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.privacy.services.cleaning import clean


class Command(BaseCommand):
    help = "Delete personal data that has had its time, by the periods of keeping in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count, and delete nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        for hub in Hub.objects.order_by("code"):
            with use_hub(hub):
                for swept in clean(dry=options["dry_run"]):
                    days = "no period in force" if swept.days is None else f"{swept.days} days"
                    self.stdout.write(f"{hub.code}  {swept.code:32} {days:>20} {swept.count:>8}")
        if options["dry_run"]:
            self.stdout.write("Nothing was deleted.")
