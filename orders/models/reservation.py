from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.enums import ReservationState
from orders.models.order import OrderLine


class StockReservation(HubOwned):
    """Pieces taken off the shelf for one line while its buyer pays. The variant's `held` is the sum of those still held."""

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="reservation", verbose_name=_("order line"))
    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+", verbose_name=_("variant"))
    quantity = models.PositiveIntegerField(_("quantity"))
    state = models.CharField(_("state"), max_length=10, choices=ReservationState.choices, default=ReservationState.HELD)
    expires_at = models.DateTimeField(_("held until"))
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("stock reservation")
        verbose_name_plural = _("stock reservations")
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gt=0), name="reservation_above_zero")]
        indexes = [models.Index(fields=["variant"], name="reservation_held", condition=models.Q(state="held"))]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id} ({self.state})"
