from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from marketplace.privacy.enums import Agreed


class NoticeText(HubOwned):
    """The privacy notice as it stood when somebody first agreed to it: what the rooms hold makes it, so that it changes with them."""

    version = models.CharField(_("version"), max_length=12, editable=False)
    language = models.CharField(_("language"), max_length=8, editable=False)
    text = models.JSONField(_("text"), editable=False)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-since", "language"]
        constraints = [models.UniqueConstraint(fields=["hub", "version", "language"], name="notice_text_once")]

    def __str__(self) -> str:
        return f"{self.version} · {self.language}"


class AgreedNotice(HubOwned):
    """That somebody agreed to the notice: which version, in which language, when and from where."""

    what = models.CharField(_("occasion"), max_length=12, choices=Agreed.choices, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("member"), editable=False
    )
    order_number = models.CharField(_("order"), max_length=32, blank=True, editable=False)
    version = models.CharField(_("version"), max_length=12, editable=False)
    language = models.CharField(_("language"), max_length=8, editable=False)
    text_hash = models.CharField(_("fingerprint of the text"), max_length=64, editable=False)
    ip = models.GenericIPAddressField(_("from the address"), null=True, editable=False)
    at = models.DateTimeField(pgettext_lazy("consent", "agreed"), default=timezone.now, editable=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("agreed privacy notice")
        verbose_name_plural = _("agreed privacy notices")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(order_number=""), name="agreed_notice_of_somebody"),
            models.UniqueConstraint(fields=["hub", "order_number"], condition=~Q(order_number=""), name="agreed_notice_once_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.language}"
