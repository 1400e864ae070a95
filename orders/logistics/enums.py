from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Service(models.TextChoices):
    """What a buyer chooses between; the carrier's name stays on the rate card."""

    POST = "post", _("Post (EMS)")
    EXPRESS = "express", _("Express courier")
    AIR_CARGO = "air_cargo", _("Air cargo, collected at the airport")
    ROAD = "road", _("Road")
    SEA = "sea", _("Sea, shared container")
    CONTAINER = "container", _("Whole container")


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
    CONTAINER = "container", _("Whole containers, by the piece")


class Unit(models.TextChoices):
    """What the rates of a card multiply."""

    KG = "kg", _("kg")
    WM = "wm", _("m³ or t")
    CONTAINER = "ctr", _("container")


UNIT_OF_RULE = {WeightRule.LCL: Unit.WM, WeightRule.CONTAINER: Unit.CONTAINER}  # all others: kilograms


class Container(models.TextChoices):
    """The usual sea containers; their measures are dated rows."""

    TWENTY = "20DC", _("20′ standard")
    FORTY = "40DC", _("40′ standard")
    FORTY_HIGH = "40HC", _("40′ high cube")
    TWENTY_REEFER = "20RF", _("20′ refrigerated")
    FORTY_REEFER = "40RF", _("40′ refrigerated")


class Basis(models.TextChoices):
    PER_KG = "per_kg", _("per chargeable kg")
    PERCENT = "percent", _("percent of the freight")
    PER_DOCUMENT = "per_document", _("per document")
    PER_SHIPMENT = "per_shipment", _("per shipment")
    PER_PIECE = "per_piece", _("per parcel")
    PER_CONTAINER = "per_container", _("per container")


class Stage(models.TextChoices):
    """The cost lines of the Incoterms table, in the order of the way (docs/logistics.md)."""

    EXPORT = "export", pgettext_lazy("part of the way", "Export documents and clearance")
    TO_PORT = "to_port", pgettext_lazy("part of the way", "To the port or airport")
    ORIGIN_TERMINAL = "origin_terminal", pgettext_lazy("part of the way", "Terminal and handling at loading")
    MAIN = "main", pgettext_lazy("part of the way", "Main carriage")
    ARRIVAL = "arrival", pgettext_lazy("part of the way", "Terminal and delivery at the destination")


class QuoteState(models.TextChoices):
    WAITING = "waiting", _("being worked out")
    PRICED = "priced", _("priced")
    ON_REQUEST = "on_request", _("rate on request")
    FAILED = "failed", _("could not be worked out")


class LotState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a lot", "open")
    CLOSED = "closed", pgettext_lazy("state of a lot", "closed")
    EMPTY = "empty", pgettext_lazy("state of a lot", "nobody joined")
    CANCELLED = "dropped", pgettext_lazy("state of a lot", "cancelled")


class Clause(models.TextChoices):
    """Institute Cargo Clauses: all risks, or named risks."""

    A = "A", "ICC (A)"
    C = "C", "ICC (C)"


class NumberKind(models.TextChoices):
    """What a parcel or container travels under; see numbers.py."""

    POST = "post", _("Post (UPU S10)")
    WAYBILL = "waybill", _("Air waybill")
    CONTAINER = "container", pgettext_lazy("kind of number", "Container")
    OTHER = "other", _("Another number of the carrier")


class Passage(models.TextChoices):
    """Where a shipment is; the order is the way, and it goes forward only."""

    BOOKED = "booked", pgettext_lazy("where a shipment is", "Booked with the carrier")
    COLLECTED = "collected", pgettext_lazy("where a shipment is", "Collected")
    DEPARTED = "departed", pgettext_lazy("where a shipment is", "Left the country")
    IN_TRANSIT = "in_transit", pgettext_lazy("where a shipment is", "On the way")
    ARRIVED = "arrived", pgettext_lazy("where a shipment is", "Arrived in the country of destination")
    CLEARED = "cleared", pgettext_lazy("where a shipment is", "Cleared by customs")
    OUT = "out", pgettext_lazy("where a shipment is", "Out for delivery")
    DELIVERED = "delivered", pgettext_lazy("where a shipment is", "Handed over")


class Teller(models.TextChoices):
    """Who told where a shipment is."""

    SELLER = "seller", pgettext_lazy("who told", "the seller")
    CARRIER = "carrier", pgettext_lazy("who told", "the carrier")
    OFFICER = "officer", pgettext_lazy("who told", "an officer")
