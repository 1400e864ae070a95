from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"
    verbose_name = "Catalog"

    def ready(self) -> None:
        from catalog.menus import departments
        from marketplace.look import chrome

        chrome.register("departments", departments)
