from django.db import models
from django.utils.translation import gettext_lazy as _


class Service(models.TextChoices):
    """What a buyer chooses between; the carrier's name stays on the rate card."""

    POST = "post", _("Post (EMS)")
    EXPRESS = "express", _("Express courier")
    AIR_CARGO = "air_cargo", _("Air cargo, collected at the airport")
    ROAD = "road", _("Road")
    SEA = "sea", _("Sea, shared container")


class Mode(models.TextChoices):
    AIR = "air", _("air")
    ROAD = "road", _("road")
    SEA = "sea", _("sea")


class WeightRule(models.TextChoices):
    """How a shipment's chargeable quantity is found; see chargeable.py."""

    AIR = "air", _("Air cargo: volume ÷ 6000")
    COURIER = "courier", _("Courier: volume ÷ 5000")
    POST = "post", _("Post: gross weight of each parcel")
    LCL = "lcl", _("Sea, shared container: cubic metre or tonne")
    TRUCK = "truck", _("Truck: a cubic metre counts as 333 kg")


class Basis(models.TextChoices):
    PER_KG = "per_kg", _("per chargeable kg")
    PERCENT = "percent", _("percent of the freight")
    PER_DOCUMENT = "per_document", _("per document")
    PER_SHIPMENT = "per_shipment", _("per shipment")
    PER_PIECE = "per_piece", _("per parcel")


class QuoteState(models.TextChoices):
    WAITING = "waiting", _("being worked out")
    PRICED = "priced", _("priced")
    ON_REQUEST = "on_request", _("rate on request")
    FAILED = "failed", _("could not be worked out")
