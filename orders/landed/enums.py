from django.db import models
from django.utils.translation import gettext_lazy as _


class Colour(models.TextChoices):
    GREEN = "green", _("can be sold")
    AMBER = "amber", _("something is to be seen to")
    RED = "red", _("cannot be sold")


GRAVITY = (Colour.GREEN, Colour.AMBER, Colour.RED)
