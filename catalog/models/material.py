from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Material(HubOwned):
    """What handmade goods are made of, as buyers look for it; kept by officers. One that is no longer offered stays on its goods."""

    slug = models.CharField(
        _("address"), max_length=30, validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters, digits and hyphens: sisal."))]
    )
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_offered = models.BooleanField(_("offered to sellers"), default=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="material_slug_once_per_hub")]

    def __str__(self) -> str:
        return self.name
