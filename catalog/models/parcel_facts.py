from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_SHELF_LIFE = 3650


class ParcelFacts(models.Model):
    """What lies in the parcel and, of food, what its label says. Allergens are the seller's word: `declares_none` is one too."""

    product = models.OneToOneField("catalog.Product", on_delete=models.CASCADE, related_name="parcel", primary_key=True)
    in_parcel = models.TextField(_("what is in the parcel"), max_length=600, blank=True)
    ingredients = models.TextField(_("ingredients"), max_length=1500, blank=True)
    storage = models.CharField(_("storage"), max_length=300, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(
        _("shelf life, days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_SHELF_LIFE)],
        help_text=_("From the day of production, unopened."),
    )
    contains = models.ManyToManyField("catalog.Allergen", blank=True, related_name="+", verbose_name=_("contains"))
    may_contain = models.ManyToManyField("catalog.Allergen", blank=True, related_name="+", verbose_name=_("may contain"))
    declares_none = models.BooleanField(_("declares none"), default=False)

    class Meta:
        verbose_name = _("parcel and label")
        verbose_name_plural = _("parcels and labels")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shelf_life_days__isnull=True)
                | models.Q(shelf_life_days__gte=1, shelf_life_days__lte=LONGEST_SHELF_LIFE),
                name="parcel_shelf_life_in_range",
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_id}"
