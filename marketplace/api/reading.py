"""How every resource reads its caller's wishes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from marketplace.api.problems import Problem


def currency_for(request: Request, wanted: str | None = None) -> str:
    """The currency this caller asked for, else their usual one. Raises Problem where nothing is sold in it."""
    wanted = request.query_params.get("currency") if wanted is None else wanted
    if wanted is None:
        return request.preferences.currency
    sold = request.hub.selling_currencies
    if wanted not in sold:
        text = _("Prices are given in %(currencies)s.") % {"currencies": ", ".join(sold)}
        is_shaped = len(wanted) == 3 and wanted.isascii() and wanted.isalpha() and wanted.isupper()
        raise Problem(422 if is_shaped else 400, "unknown-currency", text, [{"pointer": "/currency", "message": text}])
    return wanted


def read_body(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """The body, checked for its shape. Raises ValidationError, which becomes a 400 with pointers."""
    form = serializer(data=request.data)
    form.is_valid(raise_exception=True)
    return form.validated_data


def read_query(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """The parameters of the address. Like a field of a body, one that is there says something: an empty one is a mistake."""
    said, fields = request.query_params, serializer().fields
    lists = [name for name, field in fields.items() if isinstance(field, serializers.ListField)]
    form = serializer(data={name: said.getlist(name) if name in lists else said[name] for name in fields if name in said})
    form.is_valid(raise_exception=True)
    return form.validated_data
