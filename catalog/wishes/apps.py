from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WishesConfig(AppConfig):
    name = "catalog.wishes"
    label = "wishes"
    verbose_name = _("Wishlists")

    def ready(self) -> None:
        from catalog.wishes import tasks  # noqa: F401 - its kind of work is registered by this import
        from catalog.wishes.selectors import wished_by_reader
        from marketplace.look import chrome
        from marketplace.look.chrome import OfficeEntry

        chrome.register_hearts(wished_by_reader)
        chrome.register_act(OfficeEntry("wishes", _("Wishlist"), "wishes/", "heart", 10))
