"""Every column that looks personal is spoken of by the room it stands in. Whoever adds one says in <app>/privacy.py what it is for."""

import re

import pytest
from django.apps import apps
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from marketplace.accounts.encryption import EncryptedField
from marketplace.accounts.models import User
from marketplace.privacy.registry import declared_fields, holdings, periods

LOOKS_PERSONAL = re.compile(
    r"(^|_)(e?mail|phone|mobile|msisdn|contact|address|addresses|passport|birth|born|ip|identity|person|payee|payer|holder|counterparty"
    r"|consignee|applicant|recipient|nickname|author|avatar|national_id|id_number|headers)($|_)|^(name|full_name|first_name|last_name)$"
)
PERSONAL_KINDS = (models.EmailField, models.GenericIPAddressField, PhoneNumberField, EncryptedField, models.FileField)
# Who did something for the house or a firm leads to an account, which an erasure leaves without a name (the holding "history.entries").
DEED = re.compile(r"(^|_)by$|^reviewer$")
NO_PERSON = {"contenttypes", "migrations"}


def looks_personal(field: models.Field) -> bool:
    if field.is_relation:
        is_deed = bool(DEED.search(field.name)) and field.remote_field.on_delete in (models.PROTECT, models.SET_NULL)
        return field.related_model is User and not field.many_to_many and not is_deed
    return isinstance(field, PERSONAL_KINDS) or (
        isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField)
        and not field.choices
        and bool(LOOKS_PERSONAL.search(field.name))
    )


def personal_columns() -> dict[str, list[str]]:
    """Every such column of the house, translated columns counted with their first."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models():
        if model._meta.app_label in NO_PERSON:
            continue
        for field in model._meta.get_fields():
            if field.concrete and not hasattr(field, "translated_field") and looks_personal(field):
                found.setdefault(model._meta.label, []).append(field.name)
    return found


def test_every_column_that_looks_personal_is_spoken_of():
    declared = declared_fields()
    silent = {
        label: missing
        for label, names in personal_columns().items()
        if (missing := [name for name in names if name not in declared.get(label, ())])
    }

    assert silent == {}, (
        "Say in <app>/privacy.py what these are for (declare), or that they are not personal (leave_out); see docs/privacy.md."
    )


def test_the_walk_sees_what_is_personal_and_lets_goods_pass():
    found = personal_columns()

    assert {"email", "phone", "address", "user", "notify_party"} - set(found["orders.OrderGroup"]) == {"notify_party"}
    assert found["momo.MomoAsk"] == ["msisdn"]
    assert "by" not in found.get("history.Entry", [])
    assert "sku" not in found["catalog.Variant"]


def test_what_is_declared_exists():
    known = {model._meta.label: {field.name for field in model._meta.get_fields()} for model in apps.get_models()}
    gone = {label: names - known.get(label, set()) for label, names in declared_fields().items() if names - known.get(label, set())}

    assert gone == {}


def test_every_holding_names_a_period_that_is_declared():
    codes = {period.code for period in periods()}

    assert {holding.code for holding in holdings() if holding.period and holding.period not in codes} == set()


@pytest.mark.django_db
def test_every_period_has_a_row_in_force(hub):
    from marketplace.privacy.keeping import periods_in_force

    assert set(periods_in_force()) == {period.code for period in periods()}
