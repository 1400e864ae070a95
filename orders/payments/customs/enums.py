from django.db import models
from django.utils.translation import gettext_lazy as _


class DeclarationState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    TAKEN = "taken", _("taken by the provider")
    CLEARED = "cleared", _("cleared by customs")
    TURNED_BACK = "turned_back", _("turned back by customs")
    REFUSED = "refused", _("refused by the provider")


# What customs answered, in its own codes (General Administration of Customs): 399 ends well; these end badly, as all below zero do.
CLEARED, BAD = "399", ("4", "100")
