from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AftersaleConfig(AppConfig):
    name = "orders.aftersale"
    label = "aftersale"
    verbose_name = _("After the sale")

    def ready(self) -> None:
        from orders import lanes
        from orders.aftersale.desk import ensure_rights, furnish_desk
        from orders.aftersale.office import furnish_office
        from orders.aftersale.selectors.lanes import panels_of_orders

        lanes.register(panels_of_orders)
        furnish_office()
        furnish_desk()
        post_migrate.connect(ensure_rights, sender=self)
