from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlaceKind(models.TextChoices):
    PARK = "park", _("national park")
    LAKE = "lake", _("by the lake")
    TOWN = "town", _("town")
    CULTURE = "culture", _("culture and history")
    COFFEE = "coffee", _("coffee")


class Subject(models.TextChoices):
    """What a tip is about, in the order in which travellers ask."""

    SEASON = "season", pgettext_lazy("travel tip", "When to come")
    VISA = "visa", pgettext_lazy("travel tip", "Visa")
    FLIGHTS = "flights", pgettext_lazy("travel tip", "Flights")
    HEALTH = "health", pgettext_lazy("travel tip", "Health")
    SAFETY = "safety", pgettext_lazy("travel tip", "Safety")
    PAYMENT = "payment", pgettext_lazy("travel tip", "Paying")
    CONNECTIVITY = "connectivity", pgettext_lazy("travel tip", "Phone and data")
    CUSTOMS = "customs", pgettext_lazy("travel tip", "Good to know")
