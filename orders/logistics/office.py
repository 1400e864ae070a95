"""Pooled freight, and what freight really cost, in the seller's office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from marketplace.look.chrome import OfficeEntry
from sellers import office


def furnish_office() -> None:
    office.register_page(OfficeEntry("lots", _("Pooled freight"), "sell/lots/", "truck", 35))
    office.register_page(OfficeEntry("freight-costs", _("Freight costs"), "sell/freight-costs/", "scale", 36))
