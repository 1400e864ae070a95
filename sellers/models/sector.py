from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Sector(HubOwned):
    """What a firm may sell: coffee, tea, crafts … It decides which evidence its application needs."""

    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=80)
    examples = models.CharField(_("examples"), max_length=160, blank=True)
    hs_prefixes = ArrayField(models.CharField(max_length=10), verbose_name=_("HS chapters and headings"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_open = models.BooleanField(_("open for applications"), default=True)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["hub", "code"], name="sector_code_once_per_hub")]

    def __str__(self) -> str:
        return self.name
