from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Why a real name is kept; each has a time of its own."""

    ORDER = "order", _("of an order that was paid, counted from the day it was placed")
    UNPAID = "unpaid", _("of an order that was never paid, counted from the day it was placed")
    SAVED = "saved", _("saved by its owner, counted from the last order it was used for")
