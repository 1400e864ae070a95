from django.utils.translation import gettext_lazy as _

WORDS = {"product.address_changed": _("Address of the page changed")}
