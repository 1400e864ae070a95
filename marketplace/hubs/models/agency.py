from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Agency(HubOwned):
    """An authority of the hub: who registers, licenses, certifies."""

    code = models.CharField(_("code"), max_length=16)
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("role"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [models.UniqueConstraint(fields=["hub", "code"], name="agency_code_once_per_hub")]
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"
