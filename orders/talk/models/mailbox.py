from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Mailbox(HubOwned):
    """When a person, or a firm, is next written a letter about what they have not read: one for all of it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    seller = models.OneToOneField("sellers.Seller", null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, blank=True)  # a buyer's, as they last wrote
    due_at = models.DateTimeField(null=True)
    last_letter_at = models.DateTimeField(null=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("letters about messages")
        verbose_name_plural = _("letters about messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, seller__isnull=True) | Q(user__isnull=True, seller__isnull=False), name="mailbox_of_one"
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="mailbox_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.user_id or ''}{self.seller_id or ''}"
