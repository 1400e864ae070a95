"""What was typed and is not saved yet: kept, shown again, and saved by itself once it is whole."""

from __future__ import annotations

from django.http import QueryDict

from marketplace.accounts.models import User
from sellers.enums import Step
from sellers.forms import FORMS
from sellers.forms.application import StepForm
from sellers.models import Seller
from sellers.services import save_step

Typed = dict[str, list[str]]


def typed_of(data: QueryDict, names: list[str]) -> Typed:
    return {name: data.getlist(name) for name in names if name in data}


def as_data(typed: Typed) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def form_for(seller: Seller, step: str, data: QueryDict | None = None) -> StepForm:
    """The step's form: with what is sent now, else with what was typed before, else with what is saved."""
    typed = (seller.drafts or {}).get(step)
    if data is None and typed:
        data = as_data(typed)
    return FORMS[step](data, seller=seller)


def save_whole_drafts(seller: Seller, by: User, *, but: str = "") -> Seller:
    """Save the drafts of other steps that have become whole, as if their button had been pressed."""
    for step in list(seller.drafts or {}):
        if step in FORMS and step != but:
            form = form_for(seller, step)
            if form.is_valid():
                seller = save_step(seller=seller, step=Step(step), values=form.answers(), by=by)
    return seller


def broken_steps(seller: Seller) -> set[str]:
    """Steps in which something typed is not valid yet."""
    return set(seller.drafts or {})
