from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import CoffeeProcess, RoastLevel


class CoffeeFacts(models.Model):
    """What a roaster asks of a coffee: the lot's passport."""

    product = models.OneToOneField("catalog.Product", on_delete=models.CASCADE, related_name="coffee", primary_key=True)
    lot = models.CharField(_("lot"), max_length=40, blank=True)
    station = models.CharField(_("washing station"), max_length=120, blank=True)
    altitude_min = models.PositiveSmallIntegerField(_("altitude from, m"), null=True, blank=True, validators=[MaxValueValidator(4500)])
    altitude_max = models.PositiveSmallIntegerField(_("altitude to, m"), null=True, blank=True, validators=[MaxValueValidator(4500)])
    variety = models.CharField(_("variety"), max_length=80, blank=True)
    process = models.CharField(_("process"), max_length=12, choices=CoffeeProcess.choices, blank=True)
    roast = models.CharField(_("roast"), max_length=12, choices=RoastLevel.choices, blank=True)
    cup_score = models.DecimalField(
        _("cup score"), max_digits=4, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(50), MaxValueValidator(100)]
    )
    harvest = models.CharField(_("harvest"), max_length=60, blank=True)
    growers = models.PositiveIntegerField(_("growers"), null=True, blank=True)
    tasting = models.CharField(_("in the cup"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("coffee facts")
        verbose_name_plural = _("coffee facts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(altitude_min__isnull=True)
                | models.Q(altitude_max__isnull=True)
                | models.Q(altitude_max__gte=models.F("altitude_min")),
                name="coffee_altitude_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(cup_score__isnull=True) | models.Q(cup_score__gte=50, cup_score__lte=100),
                name="coffee_cup_score_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.lot or self.station
