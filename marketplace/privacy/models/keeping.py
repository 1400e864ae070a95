from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import DatedRow, approved_constraints


def codes() -> list[tuple[str, str]]:
    """What the rooms have declared periods for."""
    from marketplace.privacy.registry import periods  # filled when all apps are loaded, models before

    return [(period.code, period.title) for period in periods()]


class KeepingPeriod(DatedRow):
    """How many days something of persons stays. Two officers keep it; without a row in force nothing is deleted by itself."""

    KEY = ("code",)

    code = models.CharField(_("of what"), max_length=40, choices=codes)
    days = models.PositiveIntegerField(_("days"), validators=[MinValueValidator(1)])

    class Meta(DatedRow.Meta):
        verbose_name = _("period of keeping")
        verbose_name_plural = _("periods of keeping")
        ordering = ["code", "-valid_from"]
        constraints = [
            *approved_constraints("keeping", ("code",)),
            models.CheckConstraint(condition=Q(days__gte=1), name="keeping_of_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.days}"

    def after_change(self) -> None:
        from marketplace.privacy.keeping import forget_periods  # they read this model
        from marketplace.privacy.notice import forget_versions

        transaction.on_commit(forget_periods)
        transaction.on_commit(forget_versions)
