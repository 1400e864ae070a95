from django.core.management.commands import migrate

from marketplace.loaded import settle


class Command(migrate.Command):
    """Django's own. It makes thousands of classes of tables as they once were, among which there is little garbage to find."""

    def handle(self, *args, **options) -> None:
        settle(200_000)
        super().handle(*args, **options)
