from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import ProductState
from marketplace.hubs.owned import HubManager, HubOwned
from sellers.readiness import MOST_READY_DAYS


class ProductQuerySet(models.QuerySet):
    def on_sale(self) -> ProductQuerySet:
        """What a buyer may see: published, of a seller who is approved today."""
        return self.filter(state=ProductState.PUBLISHED, seller__state="approved")

    def locked(self) -> ProductQuerySet:
        """Rows taken for writing, in one order for everybody."""
        return self.select_for_update(of=("self",)).order_by("pk")


class Product(HubOwned):
    """What a seller lists: the page a buyer opens. What is bought is one of its variants."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="products", verbose_name=_("seller"))
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, related_name="products", verbose_name=_("category"))
    slug = models.SlugField(_("address"), max_length=90)
    name = models.CharField(_("name"), max_length=120, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    description = models.TextField(_("description"), max_length=8000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProductState.choices, default=ProductState.DRAFT)
    origin_country = models.CharField(_("country of origin"), max_length=2, default="RW")
    district = models.ForeignKey(
        "hubs.District", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("district")
    )
    materials = models.ManyToManyField("catalog.Material", blank=True, related_name="products", verbose_name=_("materials"))
    ready_days = models.PositiveSmallIntegerField(
        _("ready to ship in, working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_READY_DAYS)],
        help_text=_("Counted from the payment. Empty: as the firm says of all its goods."),
    )
    hs_code = models.ForeignKey(
        "catalog.HsCode", null=True, blank=True, on_delete=models.PROTECT, related_name="products", verbose_name=_("HS code")
    )
    cover = models.ForeignKey(
        "catalog.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False, verbose_name=_("cover")
    )
    hs_question = models.CharField(
        _("question about the HS code"), max_length=500, blank=True, help_text=_("What the seller says of the goods to be classified.")
    )
    is_demonstration = models.BooleanField(_("demonstration"), default=False, editable=False)
    source = models.CharField(_("source of the facts"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(
        _("thrown away"), null=True, blank=True, editable=False, help_text=_("A draft; for a day it can be brought back.")
    )

    objects = HubManager.from_queryset(ProductQuerySet)()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["-updated_at", "-pk"]
        permissions = [
            ("withdraw_product", "Can take a listing off sale, with a reason"),
            ("classify_product", "Can name the HS code of a listing"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="product_slug_once_per_hub"),
            models.CheckConstraint(
                condition=~models.Q(state=ProductState.PUBLISHED) | models.Q(published_at__isnull=False, hs_code__isnull=False),
                name="product_published_with_day_and_code",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | models.Q(state=ProductState.DRAFT), name="product_removed_only_as_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(ready_days__isnull=True) | models.Q(ready_days__gte=1, ready_days__lte=MOST_READY_DAYS),
                name="product_ready_days_in_range",
            ),
        ]
        indexes = [models.Index(fields=["seller", "state", "-updated_at"], name="product_of_seller")]

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def is_published(self) -> bool:
        return self.state == ProductState.PUBLISHED
