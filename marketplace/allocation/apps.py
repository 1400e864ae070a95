from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AllocationConfig(AppConfig):
    name = "marketplace.allocation"
    label = "allocation"
    verbose_name = _("Allocation")

    def ready(self) -> None:
        from marketplace import standstill

        standstill.watch("allocation_hold", "expires_at", where="is_counted")
