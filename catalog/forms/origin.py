from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from catalog.enums import CoffeeProcess, RoastLevel
from catalog.forms.languages import content_languages
from catalog.forms.merging import MergingForm
from catalog.models import CoffeeFacts, Material, Product
from marketplace.hubs.context import current_hub
from marketplace.hubs.models import District

HIGHEST = 4500


class OriginForm(MergingForm):
    """Where the goods were grown or made: customs asks for the country, buyers for the place."""

    instance: Product

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home = current_hub().country
        names = dict(countries)
        ordered = [(home, names[home]), *((code, name) for code, name in names.items() if code != home)]
        country = forms.ChoiceField(
            label=_("Country of origin"),
            choices=ordered,
            help_text=_("Where it was grown, or where it became what it is. It stands on the customs papers."),
        )
        district = forms.ModelChoiceField(
            District.objects.order_by("province", "name"),
            label=_("District"),
            required=False,
            empty_label=_("Not from one district"),
            error_messages={"invalid_choice": _("Choose a district from the list.")},
        )
        self.store("origin_country", country)
        self.store("district", district, self.instance.district_id)
        if self.instance.category.has_materials:
            chosen = [material.pk for material in self.instance.materials.all()]
            materials = forms.ModelMultipleChoiceField(
                Material.objects.filter(Q(is_offered=True) | Q(pk__in=chosen)),
                label=_("Made of"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Buyers look for goods by these. If yours is missing, write it in the description and tell RDB."),
                error_messages={"invalid_choice": _("Choose materials from the list.")},
            )
            self.store("materials", materials, chosen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        country = cleaned.get("origin_country", self.instance.origin_country)
        district = cleaned.get("district", self.instance.district)
        if district and country != current_hub().country:
            name = "district" if "district" in self.touched else "origin_country"
            self.add_error(
                name,
                forms.ValidationError(
                    _("This district is not in that country. Choose no district, or the other country."), code="elsewhere"
                ),
            )
        return cleaned


def _metres(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=HIGHEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={
            "invalid": _("Write whole metres."),
            "min_value": _("Write whole metres."),
            "max_value": _("No coffee grows above %(limit_value)d m."),
        },
    )


def _line(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        error_messages={"max_length": _("At most %(limit_value)d characters fit; this has %(show_value)d.")},
        **options,
    )


class CoffeeForm(MergingForm):
    """The lot's passport."""

    lot = _line(_("Lot"), 40, help_text=_("Your own number for this harvest; it stands on the bag and on the papers."))
    station = _line(_("Washing station"), 120)
    variety = _line(_("Variety"), 80)
    process = forms.ChoiceField(label=_("Process"), required=False, choices=[("", _("Not said")), *CoffeeProcess.choices])
    roast = forms.ChoiceField(
        label=_("Roast"), required=False, choices=[("", _("Not said")), *RoastLevel.choices], help_text=_("Of roasted coffee.")
    )
    altitude_min = _metres(_("Altitude from"))
    altitude_max = _metres(_("Altitude to"))
    cup_score = forms.DecimalField(
        label=_("Cup score"),
        required=False,
        min_value=50,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("SCA points of this lot, from a cupping you can show."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}),
        error_messages={
            "invalid": _("Write a number such as 86.5."),
            "min_value": _("Scores run from 50 to 100."),
            "max_value": _("Scores run from 50 to 100."),
            "max_decimal_places": _("At most two digits after the point."),
        },
    )
    growers = forms.IntegerField(
        label=_("Growers"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "num"}),
        help_text=_("How many families brought cherries."),
        error_messages={
            "invalid": _("Write a whole number."),
            "min_value": _("Write a whole number."),
            "max_value": _("Write a whole number."),
        },
    )

    instance: CoffeeFacts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = content_languages()
        self.initial |= {name: getattr(self.instance, name) for name in self.fields}
        for language in self.languages:
            for name, label, most in (("harvest", _("Harvest"), 60), ("tasting", _("In the cup"), 160)):
                self.store(f"{name}_{language.suffix}", _line(label, most, widget=forms.TextInput(attrs={"lang": language.html})))

    def words(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(language, [self[f"harvest_{language.suffix}"], self[f"tasting_{language.suffix}"]]) for language in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low = cleaned.get("altitude_min", self.instance.altitude_min)
        high = cleaned.get("altitude_max", self.instance.altitude_max)
        if low and high and high < low:
            name = "altitude_max" if "altitude_max" in self.touched else "altitude_min"
            self.add_error(name, forms.ValidationError(_("The higher altitude comes second."), code="order"))
        return cleaned
