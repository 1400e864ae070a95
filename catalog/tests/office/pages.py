"""The editor as a browser meets it."""

from django.urls import reverse

from catalog.forms.sections import section_of
from catalog.models import Product
from catalog.views.office.editor import shown_variants
from catalog.views.office.showing import reloaded


def address(name: str, product: Product, *rest) -> str:
    return reverse(f"listings:{name}", args=[product.pk, *rest])


def typed(product: Product, key: str, **changes) -> dict:
    """What the open page would send: every field of the section as it stands, with some of them typed over. The fields are the page's
    own; drawing all of it for them took longer than saving."""
    data = {}
    for form in section_of(key, reloaded(product), shown_variants(product)).forms:
        data[form.base_name] = form.base
        for field in form:
            value = field.field.widget.format_value(field.value())
            is_many = getattr(field.field.widget, "allow_multiple_selected", False)
            data[field.html_name] = value[0] if isinstance(value, list) and not is_many else value or ""
    return data | changes


def save(client, product: Product, key: str, data: dict, htmx: bool = False):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(address("section-save", product, key), data, headers=headers)
