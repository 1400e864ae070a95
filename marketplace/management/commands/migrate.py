from django.core.management.commands import migrate

from marketplace.loaded import settle
from marketplace.migrating import Executor


class Command(migrate.Command):
    """Django's own. It makes thousands of classes of tables as they once were, among which there is little garbage to find."""

    def handle(self, *args, **options) -> None:
        settle(200_000)
        migrate.MigrationExecutor = Executor  # the command offers no other place to name one
        super().handle(*args, **options)
