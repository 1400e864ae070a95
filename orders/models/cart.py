import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned


def new_token() -> str:
    return secrets.token_urlsafe(24)


class TurnOf(models.Func):
    """Waits until nobody else's transaction has this turn, and has it to the end of its own."""

    template = "pg_advisory_xact_lock(hashtextextended(%(expressions)s, 0))"
    output_field = models.TextField()


class CartQuerySet(models.QuerySet):
    def locked(self, *, turn: str = "") -> "CartQuerySet":
        """Everything that changes a cart passes through its row, one after the other. `turn`: something that has no row of its own and
        must wait as well; it is taken in the same statement, and what is read after it is up to date."""
        rows = self.select_for_update().order_by("pk")
        return rows.annotate(has_turn=TurnOf(models.Value(turn))) if turn else rows


class Cart(HubOwned):
    """What somebody means to buy. A guest's is found by the token in the session, a member's by the member."""

    token = models.CharField(_("token"), max_length=40, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    code = models.CharField(_("discount code"), max_length=20, blank=True, help_text=_("As the buyer typed it; it may count for nothing."))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = HubManager.from_queryset(CartQuerySet)()
    across_hubs = models.Manager()

    class Meta(HubOwned.Meta):
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints = [models.UniqueConstraint(fields=["hub", "user"], name="one_cart_a_member")]
        indexes = [models.Index(fields=["changed_at"], name="cart_of_guest_by_age", condition=models.Q(user__isnull=True))]

    def __str__(self) -> str:
        return f"{self.user or _('guest')} · {self.pk}"


class CartLine(models.Model):
    """So many of one variant. The price last shown and accepted is kept, to show a change as old → new."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"))
    is_saved = models.BooleanField(_("saved for later"), default=False)
    seen_amount = models.DecimalField(_("price accepted"), max_digits=14, decimal_places=2, null=True)
    seen_currency = models.CharField(_("currency of that price"), max_length=3, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="variant_once_in_a_cart"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="cart_quantity_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id}"
