"""Two windows, one listing: what was typed is merged field by field with what somebody else saved meanwhile."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def _plain(value: Any) -> str:
    if value in (None, False, "", []):
        return ""
    if value is True:
        return "on"
    if isinstance(value, list | tuple):
        return "\n".join(sorted(str(one) for one in value if one not in (None, "")))
    return str(value).replace("\r\n", "\n").strip()


class MergingForm(forms.Form):
    """Remembers in a hidden field what it showed. A field the person left alone is not written; a field that both they and another
    window changed is kept as typed and refused until they say whose shall stay (the button named "mine")."""

    def __init__(self, data: Any = None, *, instance: Any, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(data, **kwargs)
        self.conflicts: dict[str, str] = {}
        self.touched: set[str] = set()
        self.shown_before: dict[str, str] | None = None
        if self.is_bound:
            try:
                self.shown_before = {str(key): str(value) for key, value in json.loads(self.data[self.base_name]).items()}
            except (KeyError, ValueError, AttributeError):
                self.shown_before = None

    @property
    def base_name(self) -> str:
        return self.add_prefix("base")

    @property
    def base_id(self) -> str:
        return f"id_{self.base_name}"

    @property
    def base(self) -> str:
        """What the page shall remember: what is stored now, and for a field in conflict what was shown before."""
        shown = {name: self._stored(name) for name in self.fields}
        if self.shown_before:
            shown |= {name: self.shown_before[name] for name in self.conflicts if name in self.shown_before}
        return json.dumps(shown, ensure_ascii=False)

    def _stored(self, name: str) -> str:
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        return _plain(value) if isinstance(field.widget, forms.CheckboxInput) else _plain(field.widget.format_value(value))

    def _typed(self, name: str) -> str:
        field = self.fields[name]
        value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return _plain(value) if isinstance(field.widget, forms.CheckboxInput) else _plain(field.widget.format_value(value))

    def _is_sent(self, name: str) -> bool:
        field = self.fields[name]
        return not field.widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def _clean_fields(self) -> None:
        super()._clean_fields()
        insists = set(self.data.getlist("mine") if hasattr(self.data, "getlist") else self.data.get("mine", []))
        for name in self.fields:
            stored, typed = self._stored(name), self._typed(name)
            before = (self.shown_before or {}).get(name, stored)
            if not self._is_sent(name) or typed in (before, stored):
                # Left alone, or the same as it is: whatever is stored stays.
                self._errors.pop(name, None)
                self.cleaned_data.pop(name, None)
            elif stored != before and self.add_prefix(name) not in insists:
                self.conflicts[name] = stored
                self._errors.pop(name, None)
                self.add_error(
                    name,
                    ValidationError(
                        _("Somebody changed this to “%(theirs)s” meanwhile. What you typed is kept here and is not saved yet."),
                        code="conflict",
                        params={"theirs": stored or "–"},
                    ),
                )
            else:
                self.touched.add(name)

    def store(self, name: str, field: forms.Field, value: Any = None) -> None:
        """Add a field and say what is stored in it now: the instance's own attribute, unless given."""
        self.fields[name] = field
        self.initial[name] = getattr(self.instance, name) if value is None else value

    def changes(self) -> dict[str, Any]:
        """What the person changed and what is in order, ready to be written; empty while the fields contradict each other."""
        self.errors  # noqa: B018 - runs the validation
        if self.non_field_errors():
            return {}
        return {name: self.cleaned_data[name] for name in self.touched if name in self.cleaned_data and name not in self.errors}
