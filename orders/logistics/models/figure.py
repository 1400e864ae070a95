from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import ApprovedRow


class Figure(ApprovedRow):
    """A figure that freight is worked out with: of a carrier's contract, or for demonstration."""

    is_demonstration = models.BooleanField(_("demonstration figure"), default=False)

    class Meta(ApprovedRow.Meta):
        abstract = True
