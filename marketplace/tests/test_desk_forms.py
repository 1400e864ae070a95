"""Forms of the officers' desk stay readable on a small screen of 1280 pixels."""

from django.contrib import admin
from django.db.models import Field


def test_no_row_of_a_desk_form_squeezes_its_help_texts():
    """Three fields beside each other leave a help text one word a line."""
    admin.autodiscover()
    squeezed = []
    assert admin.site._registry
    for model, desk in admin.site._registry.items():
        told = {field.name: field.help_text for field in model._meta.get_fields() if isinstance(field, Field)}
        told |= {name: field.help_text for name, field in desk.form.base_fields.items() if field.help_text}
        rows = [row for _title, options in desk.fieldsets or [(None, {"fields": desk.fields or ()})] for row in options["fields"]]
        squeezed += [
            f"{model.__name__}: {row}" for row in rows if isinstance(row, tuple | list) and len(row) > 2 and any(map(told.get, row))
        ]

    assert squeezed == []
