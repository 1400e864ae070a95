from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Hub(models.Model):
    """A country's marketplace."""

    code = models.SlugField(_("code"), unique=True, max_length=8)
    name = models.CharField(_("name"), max_length=80)
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166 alpha-2"))
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217"))
    selling_currencies = ArrayField(models.CharField(max_length=3), verbose_name=_("selling currencies"))
    languages = ArrayField(models.CharField(max_length=8), verbose_name=_("languages"))
    time_zone = models.CharField(_("time zone"), max_length=40)
    domain = models.CharField(
        _("domain"), max_length=120, blank=True, help_text=_("Host name that opens this hub; empty for the only hub.")
    )

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")

    def __str__(self) -> str:
        return self.name
