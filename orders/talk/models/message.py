from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.talk.enums import Side


def private_storage() -> Storage:
    return storages["private"]


class Message(HubOwned):
    """What one side wrote. Never changed; RDB can hide it."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    thread = models.ForeignKey("talk.Thread", on_delete=models.CASCADE, related_name="messages", verbose_name=_("conversation"))
    side = models.CharField(_("written by"), max_length=6, choices=Side.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person"))
    text = models.TextField(_("text"), blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    key = models.UUIDField(_("attempt"), editable=False, help_text=_("The form it was sent with: sent twice it is one message."))
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["thread", "side", "key"], name="message_once_a_form")]
        indexes = [models.Index(fields=["author", "sent_at"], name="message_of_author")]

    def __str__(self) -> str:
        return str(self.public_id)


class MessageFile(HubOwned):
    """A picture or paper in a message: for its buyer, its firm and RDB."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(storage=private_storage, max_length=200)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)

    class Meta(HubOwned.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
