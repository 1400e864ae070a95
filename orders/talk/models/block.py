from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from orders.talk.enums import Side


class Block(HubOwned):
    """One side wishes no more messages of the other. Kept after it was lifted, as what happened."""

    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("buyer"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    side = models.CharField(_("blocked by"), max_length=6, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person"))
    blocked_at = models.DateTimeField(_("blocked"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = pgettext_lazy("of messages", "block")
        verbose_name_plural = pgettext_lazy("of messages", "blocks")
        ordering = ["-blocked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["buyer", "seller", "side"], name="block_once_a_side", condition=Q(lifted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.buyer_id} · {self.seller_id}"
