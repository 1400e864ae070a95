from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class District(HubOwned):
    province = models.CharField(_("province"), max_length=60)
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [models.UniqueConstraint(fields=["hub", "name"], name="district_name_once_per_hub")]
        ordering = ["province", "name"]

    def __str__(self) -> str:
        return self.name
