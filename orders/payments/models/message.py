from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.payments.enums import MessageKind, Verdict


class PaymentMessage(HubOwned):
    """What a provider said, byte for byte, written down before anybody reads it. The database refuses to change or delete
    what was said (migration 0002); the verdict is noted once beside it."""

    provider = models.CharField(_("provider"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=MessageKind.choices)
    headers = models.JSONField(_("headers"), default=dict)
    body = models.BinaryField(_("body"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    payment = models.ForeignKey(
        "payments.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="messages", verbose_name=_("payment")
    )
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict.choices, default=Verdict.UNREAD)
    note = models.CharField(_("note"), max_length=300, blank=True)
    notice_id = models.CharField(_("provider's number of it"), max_length=64, blank=True)
    first = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="again", verbose_name=_("the same message, first time")
    )

    class Meta:
        verbose_name = _("provider's message")
        verbose_name_plural = _("providers' messages")
        ordering = ["-pk"]
        permissions = [("replay_message", "Can work a provider's message again")]
        constraints = [
            # Verified ones alone: a forger cannot use up the number of a true message.
            models.UniqueConstraint(
                fields=["hub", "provider", "notice_id"],
                condition=models.Q(verdict__in=[Verdict.SETTLED, Verdict.REPEATED]) & ~models.Q(notice_id=""),
                name="notice_taken_once",
            )
        ]
        indexes = [models.Index(fields=["received_at"], name="message_unread", condition=models.Q(verdict=Verdict.UNREAD))]

    def __str__(self) -> str:
        return f"{self.provider} {self.kind} {self.pk}"

    @property
    def text(self) -> str:
        return bytes(self.body).decode("utf-8", "replace")
