from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaperworkConfig(AppConfig):
    name = "orders.paperwork"
    label = "paperwork"
    verbose_name = _("Export paperwork")

    def ready(self) -> None:
        from marketplace.look import chrome

        from .menus import refused_sets

        chrome.register_office(chrome.OfficeEntry("documents", _("Export papers"), "sell/documents/", "doc", 40, count=refused_sets))
