"""`manage.py verify_history`: is the log of every hub whole?"""

from django.core.management.base import BaseCommand, CommandError

from marketplace.history.models import Entry
from marketplace.history.selectors import first_broken_entry
from marketplace.history.services import seal_all_hubs
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub


class Command(BaseCommand):
    help = "Read every hub's history from its first entry and check each seal. Fails at the first entry that was changed, lost or put in."

    def handle(self, **_options) -> None:
        seal_all_hubs()
        broken = []
        for hub in Hub.objects.order_by("pk"):
            with use_hub(hub):
                entry = first_broken_entry()
                if entry is None:
                    self.stdout.write(f"{hub.code}: {Entry.objects.count()} entries, whole")
                else:
                    broken.append(
                        f"{hub.code}: the chain breaks at entry {entry.pk}, position {entry.position}, {entry.action} of {entry.at}"
                    )
        if broken:
            raise CommandError("\n".join(broken))
