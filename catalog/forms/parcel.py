from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.languages import content_languages
from catalog.forms.merging import MergingForm
from catalog.models import Allergen, ParcelFacts
from catalog.models.parcel_facts import LONGEST_SHELF_LIFE

TOO_LONG = _("At most %(limit_value)d characters fit; this has %(show_value)d.")
CONTRADICT = _("The allergens contradict each other: none is declared and some are ticked, or one is ticked in both lists. Mend one.")


class ParcelForm(MergingForm):
    """What lies in the parcel; of food also ingredients, storage, shelf life and allergens."""

    instance: ParcelFacts

    def __init__(self, *args: Any, is_food: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.is_food = content_languages(), is_food
        for language in self.languages:
            for name, label, most, rows in self._texts():
                widget = forms.Textarea(attrs={"rows": rows, "lang": language.html})
                field = forms.CharField(
                    label=label, required=False, max_length=most, widget=widget, error_messages={"max_length": TOO_LONG}
                )
                field.widget.attrs.pop("maxlength", None)
                self.store(f"{name}_{language.suffix}", field)
        if is_food:
            self._ask_for_food()

    def _texts(self) -> list[tuple[str, Any, int, int]]:
        asked = [("in_parcel", _("What is in the parcel"), 600, 2)]
        if self.is_food:
            asked += [("ingredients", _("Ingredients, the most first"), 1500, 3), ("storage", _("How to keep it"), 300, 2)]
        return asked

    def _ask_for_food(self) -> None:
        days = forms.IntegerField(
            label=_("Shelf life"),
            required=False,
            min_value=1,
            max_value=LONGEST_SHELF_LIFE,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "num"}),
            help_text=_("From the day of production, unopened. 12 months are 365 days."),
            error_messages={
                "invalid": _("Write whole days, such as 365."),
                "min_value": _("Write whole days, 1 or more."),
                "max_value": _("At most %(limit_value)d days."),
            },
        )
        self.store("shelf_life_days", days, self.instance.shelf_life_days or "")
        is_new = self.instance._state.adding
        for name, label in (("contains", _("It contains")), ("may_contain", _("It may contain traces of"))):
            chosen = [] if is_new else [allergen.pk for allergen in getattr(self.instance, name).all()]
            field = forms.ModelMultipleChoiceField(
                Allergen.objects.all(),
                label=label,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("Choose allergens from the list.")},
            )
            self.store(name, field, chosen)
        none = forms.BooleanField(
            label=_("I declare none of these"),
            required=False,
            help_text=_("Tick it only after you have asked whoever makes and packs the food. Buyers read it as your word, not ours."),
        )
        self.store("declares_none", none)

    def by_language(self) -> list[tuple[Any, list[forms.BoundField]]]:
        names = [name for name, *_rest in self._texts()]
        return [(language, [self[f"{name}_{language.suffix}"] for name in names]) for language in self.languages]

    def allergens(self) -> list[forms.BoundField]:
        return [self["contains"], self["may_contain"]] if self.is_food else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_food:
            lists = {name: self._now(cleaned, name) for name in ("contains", "may_contain")}
            none = cleaned.get("declares_none", self.instance.declares_none)
            if lists["contains"] & lists["may_contain"] or (none and any(lists.values())):
                touched = [name for name in ("declares_none", "may_contain", "contains") if name in self.touched]
                for name in touched:
                    self.add_error(name, forms.ValidationError(CONTRADICT, code="contradict"))
        return cleaned

    def _now(self, cleaned: dict[str, Any], name: str) -> set[int]:
        if name in cleaned:
            return {allergen.pk for allergen in cleaned[name]}
        return set(self.initial[name])
