"""`manage.py rebuild_search`: every search document anew."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from catalog.search.services.documents import rebuild
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub


class Command(BaseCommand):
    help = "Write the search documents of all published products anew."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--hub", help="only this one, by its code")

    def handle(self, *, hub: str | None, **options) -> None:
        hubs = list(Hub.objects.filter(code=hub) if hub else Hub.objects.all())
        if not hubs:
            raise CommandError(f"There is no hub {hub}.")
        for each in hubs:
            with use_hub(each):
                self.stdout.write(f"{each.code}: {rebuild()} products")
