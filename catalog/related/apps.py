from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelatedConfig(AppConfig):
    name = "catalog.related"
    label = "related"
    verbose_name = _("Related products")

    def ready(self) -> None:
        from catalog.related import tasks  # noqa: F401 - its kind of work is registered by this import
