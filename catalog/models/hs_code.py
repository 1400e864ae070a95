from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned


class Days(models.Func):
    """The days from one to another, both counted; open where the end is empty."""

    function = "daterange"
    output_field = DateRangeField()


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
            ExclusionConstraint(
                name="hs_code_one_row_a_day",
                expressions=[
                    ("hub", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def clean(self) -> None:
        """One row a day speaks for a code. Raises ValidationError naming the row that speaks already."""
        if not (self.code and self.valid_from) or (self.valid_to and self.valid_to < self.valid_from):
            return
        others = HsCode.objects.filter(code=self.code).exclude(pk=self.pk)
        if self.valid_to:
            others = others.filter(valid_from__lte=self.valid_to)
        other = others.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=self.valid_from)).first()
        if other:
            raise ValidationError(
                {
                    "valid_from": _("The row of %(code)s that begins on %(start)s holds on these days already. End it the day before.")
                    % {"code": other.dotted, "start": other.valid_from.isoformat()}
                }
            )

    def __str__(self) -> str:
        return f"{self.dotted} {self.title}"

    @property
    def dotted(self) -> str:
        """0901.21.00.00: the code as customs prints it."""
        return dotted(self.code)


def dotted(code: str) -> str:
    """0901.21.00.00: the code as customs prints it."""
    return ".".join([code[:4], *(code[place : place + 2] for place in range(4, len(code), 2))])
