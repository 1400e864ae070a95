from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.languages import ContentLanguage, content_languages
from catalog.forms.merging import MergingForm
from catalog.models import Category, Product

TEXTS = ("name", "summary", "description")
LABELS = {"name": _("Name"), "summary": _("In one sentence"), "description": _("Description")}
HINTS = {
    "name": _("What it is and what sets it apart, without the shop’s name: Washed Bourbon, Musasa."),
    "summary": _("Shown under the name and in search results."),
    "description": _("Who made it, how, from what, how to use and keep it. An empty line begins a new paragraph."),
}


class ShelfChoice(forms.ModelChoiceField):
    """Only leaves of the tree, each with the shelf above it."""

    def label_from_instance(self, category: Category) -> str:
        return f"{category.parent.name} › {category.name}" if category.parent else category.name


def shelves() -> ShelfChoice:
    leaves = Category.objects.filter(children__isnull=True).select_related("parent").order_by("path", "position")
    return ShelfChoice(
        leaves,
        label=_("Category"),
        empty_label=_("Choose a category"),
        error_messages={
            "required": _("Choose the category buyers would look in."),
            "invalid_choice": _("Choose a category from the list."),
        },
    )


class NewListingForm(forms.Form):
    """The two things a draft begins with."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("In English. You can change it, and say it in the other languages, in a moment."),
        error_messages={"required": _("Give it a name, so that you find it again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = shelves()


class BasicsForm(MergingForm):
    """Category and words in every language of the hub."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = content_languages()
        self.store("category", shelves(), self.instance.category_id)
        for language in self.languages:
            for text in TEXTS:
                name = f"{text}_{language.suffix}"
                model_field = Product._meta.get_field(name)
                widget = forms.Textarea(attrs={"rows": 7}) if text == "description" else forms.TextInput()
                widget.attrs["lang"] = language.html
                field = forms.CharField(
                    label=LABELS[text],
                    help_text=HINTS[text] if language.is_first else "",
                    required=False,
                    max_length=model_field.max_length,
                    widget=widget,
                    error_messages={"max_length": _("At most %(limit_value)d characters fit; this has %(show_value)d.")},
                )
                # The browser shall not cut what somebody pastes; the answer says what is too long.
                field.widget.attrs.pop("maxlength", None)
                self.store(name, field)

    def by_language(self) -> list[tuple[ContentLanguage, list[forms.BoundField]]]:
        return [(language, [self[f"{text}_{language.suffix}"] for text in TEXTS]) for language in self.languages]
