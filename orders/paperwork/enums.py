from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    INVOICE = "invoice", _("Commercial invoice")
    PACKING_LIST = "packing_list", _("Packing list")


# How a number of each kind begins: CI-2026-00017.
PREFIXES = {Kind.INVOICE: "CI", Kind.PACKING_LIST: "PL"}


class SetState(TextChoices):
    REFUSED = "refused", _("refused: the papers contradict each other")
    ISSUED = "issued", pgettext_lazy("papers", "issued")


class DocumentState(TextChoices):
    ISSUED = "issued", _("issued, being drawn")
    DRAWN = "drawn", _("drawn")
