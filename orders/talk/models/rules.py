from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from orders.talk.enums import Kept


class TalkRetention(HubOwned):
    """How long a conversation stays after its last message, from a day on: the newest row that has begun counts."""

    kind = models.CharField(_("of what"), max_length=8, choices=Kept.choices)
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])
    valid_from = models.DateField(pgettext_lazy("time", "from"))
    source = models.CharField(_("source"), max_length=200)

    class Meta(HubOwned.Meta):
        verbose_name = _("retention of conversations")
        verbose_name_plural = _("retention of conversations")
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "kind", "valid_from"], name="talk_retention_once_a_day"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="talk_retention_of_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days}"
