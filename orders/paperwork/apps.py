from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PaperworkConfig(AppConfig):
    name = "orders.paperwork"
    label = "paperwork"
    verbose_name = _("Export paperwork")

    def ready(self) -> None:
        from marketplace.look import chrome
        from orders import papers

        from . import hooks  # noqa: F401 - listens for order_paid
        from .desk import ensure_rights
        from .listing import papers_of_orders
        from .menus import refused_sets

        post_migrate.connect(ensure_rights, sender=self)
        papers.register(papers_of_orders)
        chrome.register_office(chrome.OfficeEntry("documents", _("Export papers"), "sell/documents/", "doc", 40, count=refused_sets))
