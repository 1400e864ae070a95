from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RowState(models.TextChoices):
    """A row from one officer's proposal on."""

    PROPOSED = "proposed", _("proposed")
    IN_FORCE = "in_force", _("in force")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("row", "withdrawn")


class Confidence(models.TextChoices):
    VERIFIED = "verified", _("source seen")
    UNVERIFIED = "unverified", _("unverified")
