from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned

PARTIAL_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


class Sourced(HubOwned):
    """What we tell travellers, with whose word it is. Only what names its source and day may be called verified; all else is shown as
    "check before you travel"."""

    source = models.CharField(_("source of the facts"), max_length=300, blank=True)
    as_of = models.CharField(
        _("as of"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(PARTIAL_DAY, _("Write a year, a month or a day: 2026, 2026-11 or 2026-11-23."))],
        help_text=_("What the source speaks of, as closely as it says: 2026, 2026-11 or 2026-11-23."),
    )
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Only with a source and a day. Without it the page says: check before you travel.")
    )
    is_published = models.BooleanField(_("on the site"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Smaller numbers come first."))

    class Meta(HubOwned.Meta):
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_verified=False) | (~models.Q(source="") & models.Q(as_of__gt="")),
                name="%(class)s_verified_by_a_dated_source",
                violation_error_message=_("What is called verified names its source and the day."),
            ),
        ]
