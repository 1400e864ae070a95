from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.enums import INDIVISIBLE, Unit
from catalog.forms.languages import content_languages
from catalog.forms.merging import MergingForm
from catalog.models import Variant

MOST = 1_000_000
TOO_LONG = _("At most %(limit_value)d characters fit; this has %(show_value)d.")


def _whole(label: Any, least: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={
            "required": _("Write a whole number."),
            "invalid": _("Write a whole number, without a point or a comma."),
            "min_value": _("At least %(limit_value)d."),
            "max_value": _("At most %(limit_value)d."),
        },
        **options,
    )


class VariantForm(MergingForm):
    """One thing to buy: what sets it apart, how it is sold, how many are there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = content_languages()
        for language in self.languages:
            name = forms.CharField(
                label=_("Name of the variant"),
                required=False,
                max_length=80,
                widget=forms.TextInput(attrs={"lang": language.html}),
                help_text=_("What sets it apart: 250 g, whole bean. Leave it empty where there is only one.") if language.is_first else "",
                error_messages={"max_length": TOO_LONG},
            )
            self.store(f"name_{language.suffix}", name)
        self.store(
            "sku",
            forms.CharField(
                label=_("Your stock code"),
                max_length=40,
                help_text=_("Yours alone; buyers do not see it."),
                error_messages={"required": _("Give it a code of your own, such as C250."), "max_length": TOO_LONG},
            ),
        )
        self.store("unit", forms.ChoiceField(label=_("Sold by the"), choices=Unit.choices))
        self.store(
            "is_indivisible",
            forms.BooleanField(
                label=_("Sold as one indivisible piece"),
                required=False,
                help_text=_(
                    "One thing that cannot be sold in parts, such as a drum or a sculpture. Alone in an order it may stay cross-border "
                    "retail above China’s limit of an order, taxed in full; whether it is one piece, customs decide."
                ),
            ),
        )
        self.store("on_hand", _whole(_("In stock"), 0, help_text=self._held_note()))
        self.store("minimum_quantity", _whole(_("Least order"), 1))
        self.store("quantity_step", _whole(_("In steps of"), 1))

    def _held_note(self) -> str:
        held = self.instance.held
        if not held:
            return ""
        return ngettext("%(held)d of them is held for a buyer.", "%(held)d of them are held for buyers.", held) % {"held": held}

    def names(self) -> list[tuple[Any, forms.BoundField]]:
        return [(language, self[f"name_{language.suffix}"]) for language in self.languages]

    def clean_sku(self) -> str:
        sku = self.cleaned_data["sku"].strip()
        others = Variant.objects.filter(product=self.instance.product_id, sku=sku).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(gettext("Another variant of this listing has this code already."), code="taken")
        return sku

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        unit = cleaned.get("unit", self.instance.unit)
        if cleaned.get("is_indivisible", self.instance.is_indivisible) and unit not in INDIVISIBLE:
            self.add_error(
                "is_indivisible" if "is_indivisible" in self.touched else "unit",
                forms.ValidationError(divisible(unit), code="divisible"),
            )
        return cleaned

    def clean_on_hand(self) -> int:
        on_hand, held = self.cleaned_data["on_hand"], self.instance.held
        if on_hand < held:
            raise forms.ValidationError(held_too_many(held), code="held")
        return on_hand


def divisible(unit: str) -> str:
    return gettext("What is sold by the %(unit)s can be sold in parts. Only a piece, a pair or a set is one indivisible piece.") % {
        "unit": Unit(unit).label
    }


def held_too_many(held: int) -> str:
    return ngettext(
        "%(held)d is held for a buyer who is paying, so the stock cannot be lower than that.",
        "%(held)d are held for buyers who are paying, so the stock cannot be lower than that.",
        held,
    ) % {"held": held}
