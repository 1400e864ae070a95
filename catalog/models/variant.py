from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import INDIVISIBLE, Unit
from marketplace.allocation.selectors import free_units, units_held, units_on_hand
from marketplace.allocation.things import Thing

STOCK = "variant"  # the subject of a variant's pool in marketplace.allocation


class VariantQuerySet(models.QuerySet):
    def locked(self) -> VariantQuerySet:
        """Rows taken for writing, in one order for everybody, so that two buyers never wait on each other in a circle."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def with_stock(self) -> VariantQuerySet:
        """Each row with what is on the shelf (`on_hand`), what of it buyers hold (`held`), and what is left (`available`)."""
        return self.annotate(on_hand=units_on_hand(STOCK), held=units_held(STOCK), available=free_units(STOCK))


class Variant(models.Model):
    """What is bought, weighed and stocked. Its hub is its product's; how many there are is its pool's (marketplace.allocation)."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="variants", verbose_name=_("product"))
    sku = models.CharField(_("stock code"), max_length=40)
    name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("What sets it apart: 250 g, whole bean."))
    unit = models.CharField(_("sold by the"), max_length=8, choices=Unit.choices, default=Unit.PIECE)
    is_indivisible = models.BooleanField(
        _("one indivisible piece"), default=False, help_text=_("One thing that cannot be sold in parts, such as a drum or a sculpture.")
    )
    net_weight_g = models.PositiveIntegerField(_("net weight, g"), null=True, blank=True, validators=[MinValueValidator(1)])
    gross_weight_g = models.PositiveIntegerField(_("gross weight, g"), null=True, blank=True, validators=[MinValueValidator(1)])
    length_mm = models.PositiveIntegerField(_("length, mm"), null=True, blank=True, validators=[MinValueValidator(1)])
    width_mm = models.PositiveIntegerField(_("width, mm"), null=True, blank=True, validators=[MinValueValidator(1)])
    height_mm = models.PositiveIntegerField(_("height, mm"), null=True, blank=True, validators=[MinValueValidator(1)])
    minimum_quantity = models.PositiveIntegerField(_("least order"), default=1, validators=[MinValueValidator(1)])
    quantity_step = models.PositiveIntegerField(_("in steps of"), default=1, validators=[MinValueValidator(1)])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_measured = models.BooleanField(
        _("weighed and measured"), default=True, help_text=_("Off where weight or size are demonstration figures.")
    )

    objects = VariantQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "sku"], name="variant_sku_once_per_product"),
            models.CheckConstraint(condition=models.Q(minimum_quantity__gte=1, quantity_step__gte=1), name="variant_sold_in_whole_steps"),
            models.CheckConstraint(
                condition=models.Q(is_indivisible=False) | models.Q(unit__in=INDIVISIBLE), name="variant_indivisible_is_one_piece"
            ),
            models.CheckConstraint(
                condition=models.Q(net_weight_g__isnull=True)
                | models.Q(gross_weight_g__isnull=True)
                | models.Q(gross_weight_g__gte=models.F("net_weight_g")),
                name="variant_gross_not_below_net",
            ),
            models.CheckConstraint(
                condition=(models.Q(net_weight_g__isnull=True) | models.Q(net_weight_g__gt=0))
                & (models.Q(length_mm__isnull=True) | models.Q(length_mm__gt=0))
                & (models.Q(width_mm__isnull=True) | models.Q(width_mm__gt=0))
                & (models.Q(height_mm__isnull=True) | models.Q(height_mm__gt=0)),
                name="variant_measures_above_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.sku

    @property
    def thing(self) -> Thing:
        """What its pool is known by."""
        return Thing(STOCK, str(self.pk))

    def takes(self, quantity: int) -> bool:
        """Whether so many may be ordered: the least order and whole steps above it."""
        return quantity >= self.minimum_quantity and (quantity - self.minimum_quantity) % self.quantity_step == 0

    def least_from(self, quantity: int) -> int:
        """The least that may be ordered and is no fewer than this."""
        over = max(quantity - self.minimum_quantity, 0)
        return self.minimum_quantity + -(-over // self.quantity_step) * self.quantity_step
