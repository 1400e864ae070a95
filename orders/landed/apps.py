from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LandedConfig(AppConfig):
    name = "orders.landed"
    label = "landed"
    verbose_name = _("Landed cost")

    def ready(self) -> None:
        from catalog import panels
        from orders.landed.officers import ensure_rights

        post_migrate.connect(ensure_rights, sender=self)
        panels.register("listing.customs", "landed/_lights_panel.html")
        panels.register("listing.prices", "landed/_editor.html")
        panels.register("product.buy", "landed/_product.html")
