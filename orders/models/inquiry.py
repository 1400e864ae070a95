from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.enums import InquiryState


class DeliveryInquiry(HubOwned):
    """A buyer asks for a rate on a lane that has none. Somebody answers; nobody guesses."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    key = models.CharField(max_length=80, editable=False, help_text=_("The same question is kept once."))
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=8)
    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(_("region"), max_length=80, blank=True)
    goods = models.JSONField(_("goods"), default=list)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=InquiryState.choices, default=InquiryState.OPEN)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )

    class Meta(HubOwned.Meta):
        verbose_name = _("delivery inquiry")
        verbose_name_plural = _("delivery inquiries")
        ordering = ["-asked_at"]
        constraints = [models.UniqueConstraint(fields=["hub", "key"], name="same_question_once")]

    def __str__(self) -> str:
        return f"{self.email} · {self.country}"
