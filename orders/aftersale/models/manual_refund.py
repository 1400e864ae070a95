from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.enums import Bearer


class ManualRefund(HubOwned):
    """Money that somebody gave back with a reason: for lines, for the delivery, or of goodwill. One a press of the button."""

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="manual_refunds", verbose_name=_("order"))
    attempt = models.UUIDField(_("attempt"), unique=True)
    line_amounts = models.JSONField(_("for lines"), default=dict, blank=True, help_text=_("SKU → amount"))
    line_pieces = models.JSONField(
        _("pieces"), default=dict, blank=True, help_text=_("SKU → how many pieces it was for, and how many of them went back on the shelf")
    )
    delivery_amount = models.DecimalField(_("for the delivery"), max_digits=14, decimal_places=2, default=0)
    goodwill_amount = models.DecimalField(_("of goodwill"), max_digits=14, decimal_places=2, default=0)
    total_amount = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    borne_by = models.CharField(_("who pays"), max_length=8, choices=Bearer.choices, default=Bearer.SELLER)
    reason = models.TextField(_("reason, as the buyer reads it"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    refund = models.OneToOneField("payments.Refund", on_delete=models.PROTECT, related_name="+", verbose_name=_("refund"))

    class Meta(HubOwned.Meta):
        verbose_name = _("refund by hand")
        verbose_name_plural = _("refunds by hand")
        ordering = ["-pk"]
        permissions = [("give_goodwill", "Can give a buyer money back by hand")]
        constraints = [models.CheckConstraint(condition=models.Q(total_amount__gt=0), name="manual_refund_above_zero")]

    def __str__(self) -> str:
        return f"{self.order.number} · {self.total_amount} {self.currency}"
