"""Carriers that tell steps of shipments by themselves: what opens the door to them, and every message as it came in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned

OFFICER = {"to": settings.AUTH_USER_MODEL, "null": True, "blank": True, "on_delete": models.PROTECT, "related_name": "+"}


class CarrierAccess(HubOwned):
    """A carrier's token, of which only the hash is kept: it was shown once. A revoked one opens nothing, and stays as a row."""

    carrier = models.CharField(_("carrier"), max_length=80, help_text=_("As sellers name it when they hand goods over."))
    names = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("By which sellers call it, with commas between them.")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=8, editable=False)
    given_by = models.ForeignKey(**OFFICER, verbose_name=_("access given by"), editable=False)
    given_at = models.DateTimeField(_("access given"), default=timezone.now, editable=False)
    revoked_by = models.ForeignKey(**OFFICER, verbose_name=_("revoked by"), editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("access of a carrier")
        verbose_name_plural = _("access of carriers")
        ordering = ["carrier", "-pk"]

    def __str__(self) -> str:
        return self.carrier

    @property
    def called(self) -> set[str]:
        """The names by which its goods are known, folded for comparison."""
        return {folded(name) for name in [self.carrier, *self.names.split(",")]} - {""}


class CarrierMessage(HubOwned):
    """A request of a carrier, word for word, kept before anything of it was read. The database changes and deletes none."""

    access = models.ForeignKey(CarrierAccess, on_delete=models.PROTECT, related_name="messages", verbose_name=_("access of a carrier"))
    body = models.TextField(_("as it was told"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("message of a carrier")
        verbose_name_plural = _("messages of carriers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"


def folded(name: str) -> str:
    """DHL  Express and dhl express are one carrier."""
    return " ".join(name.casefold().split())
