from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from marketplace.approval.rows import DatedRow, approved_constraints

from ..enums import CodeList


def every_country() -> list[tuple[str, str]]:
    """ISO 3166 alpha-2 with names."""
    return list(countries)


class CountryCode(DatedRow):
    """The number by which an organization calls a country on its papers, such as 028 for Rwanda on the certificates of the ICO."""

    KEY = ("code_list", "country")

    code_list = models.CharField(_("list of codes"), max_length=8, choices=CodeList.choices)
    country = models.CharField(_("country"), max_length=2, choices=every_country)
    code = models.CharField(_("code"), max_length=3, validators=[RegexValidator(r"^\d{3}\Z", _("Three digits, such as 028."))])

    class Meta(DatedRow.Meta):
        verbose_name = _("country code")
        verbose_name_plural = _("country codes")
        ordering = ["code_list", "country", "-valid_from"]
        constraints = [
            *approved_constraints("country_code", ("code_list", "country")),
            models.CheckConstraint(condition=models.Q(code__regex=r"^\d{3}$"), name="country_code_has_three_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_list_display()} {self.country}: {self.code}"
