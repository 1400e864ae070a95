from django.apps import AppConfig


class HubsConfig(AppConfig):
    name = "marketplace.hubs"
    label = "hubs"
    verbose_name = "Hubs"

    def ready(self) -> None:
        from marketplace.hubs import crossings  # noqa: F401 - registers its check
