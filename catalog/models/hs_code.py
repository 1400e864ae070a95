from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned


class HsCodeQuerySet(models.QuerySet):
    def valid_on(self, day: date | None = None) -> HsCodeQuerySet:
        day = day or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day))


class HsCode(HubOwned):
    """A row of the customs table: a national code of the destination (China) with its rates, for a span of days.

    Several national codes share six digits, so the key is the national code. A row with fewer than ten digits is incomplete: it
    classifies goods, and its rates are to be asked for. An empty rate is unknown, never zero."""

    code = models.CharField(_("code"), max_length=10)
    hs6 = models.CharField(_("six digits"), max_length=6)
    title = models.CharField(_("title"), max_length=160)
    words = models.CharField(_("search words"), max_length=300, blank=True, help_text=_("Everyday words a seller would type."))
    mfn_percent = models.DecimalField(_("most-favoured-nation duty, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    general_percent = models.DecimalField(_("general duty, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    ldc_percent = models.DecimalField(_("least-developed-country duty, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    import_vat_percent = models.DecimalField(_("import VAT, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    consumption_tax_percent = models.DecimalField(_("consumption tax, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    inspection_class = models.CharField(_("inspection class (CIQ)"), max_length=20, blank=True)
    consumer_list = models.CharField(
        _("on the consumer cross-border list"), max_length=20, blank=True, help_text=_("yes, conditional; empty is unknown")
    )
    other_markets = models.CharField(_("other markets"), max_length=200, blank=True)
    is_complete = models.BooleanField(_("complete"), default=False, help_text=_("The national code has all ten digits."))
    is_recoded = models.BooleanField(
        _("recoded"), default=False, help_text=_("The national code is of an older edition than the six digits.")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_date = models.CharField(_("date of the source"), max_length=60, blank=True)
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)

    objects = HubManager.from_queryset(HsCodeQuerySet)()

    class Meta:
        verbose_name = _("HS code")
        verbose_name_plural = _("HS codes")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "code", "valid_from"], name="hs_code_once_per_start"),
            models.CheckConstraint(condition=models.Q(code__regex=r"^\d{6,10}$", hs6__regex=r"^\d{6}$"), name="hs_code_is_digits"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")), name="hs_code_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dotted} {self.title}"

    @property
    def dotted(self) -> str:
        """0901.21.00.00: the code as customs prints it."""
        return ".".join([self.code[:4], *(self.code[i : i + 2] for i in range(4, len(self.code), 2))])
