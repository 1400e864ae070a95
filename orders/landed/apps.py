from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LandedConfig(AppConfig):
    name = "orders.landed"
    label = "landed"
    verbose_name = _("Landed cost")

    def ready(self) -> None:
        from catalog import panels

        panels.register("listing.prices", "landed/_editor.html")
        panels.register("product.buy", "landed/_product.html")
