"""The editor's sections: what each asks and how it is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.exceptions import Divisible, HeldStock
from catalog.forms.basics import BasicsForm
from catalog.forms.customs import CustomsForm
from catalog.forms.merging import MergingForm
from catalog.forms.origin import CoffeeForm, OriginForm
from catalog.forms.parcel import CONTRADICT, ParcelForm
from catalog.forms.prices import PriceForm, price_currencies, tiers_of
from catalog.forms.shipping import ReadyForm, ShippingForm
from catalog.forms.variants import VariantForm, divisible, held_too_many
from catalog.models import CoffeeFacts, ParcelFacts, Product, Variant
from catalog.services import listing
from catalog.services.parcel import AllergensContradict, write_parcel

if TYPE_CHECKING:
    from marketplace.accounts.models import User


@dataclass
class Section:
    """A part of the editor with its forms, one for the product or one for each variant."""

    key: str
    forms: list[MergingForm]
    errors: list[str] = field(default_factory=list)  # of the whole section, not of one field

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or any(form.errors for form in self.forms if form.is_bound)

    @property
    def error_count(self) -> int:
        return len(self.errors) + sum(len(form.errors) for form in self.forms if form.is_bound)

    def save(self, *, product: Product, by: User) -> bool:
        """Write what is in order; what is not keeps its error and what was typed. Returns whether anything was written."""
        wrote = False
        for form in self.forms:
            changes = form.changes()
            if changes:
                WRITERS[type(form)](form, product, changes, by)
                wrote = True
        return wrote


TITLES: dict[str, str | Promise] = {
    "photos": _("Photos"),
    "basics": _("Basics"),
    "variants": _("Variants and stock"),
    "prices": _("Prices"),
    "shipping": _("Weight and size"),
    "origin": _("Origin"),
    "parcel": _("Parcel and label"),
    "customs": _("Customs"),
}


def _basics(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    return [BasicsForm(data, instance=product, prefix="basics")]


def _variants(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    return [VariantForm(data, instance=variant, prefix=f"variant-{variant.pk}") for variant in variants]


def _prices(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    return [PriceForm(data, instance=variant, prefix=f"price-{variant.pk}") for variant in variants]


def _shipping(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    forms: list[MergingForm] = [ShippingForm(data, instance=variant, prefix=f"shipping-{variant.pk}") for variant in variants]
    return [*forms, ReadyForm(data, instance=product, prefix="ready")]


def _origin(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    forms: list[MergingForm] = [OriginForm(data, instance=product, prefix="origin")]
    if product.category.has_coffee_facts:
        facts = CoffeeFacts.objects.filter(product=product).first() or CoffeeFacts(product=product)
        forms.append(CoffeeForm(data, instance=facts, prefix="coffee"))
    return forms


def _parcel(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    facts = ParcelFacts.objects.filter(product=product).first() or ParcelFacts(product=product)
    return [ParcelForm(data, instance=facts, prefix="parcel", is_food=product.category.is_food)]


def _customs(product: Product, variants: list[Variant], data: Any) -> list[MergingForm]:
    return [CustomsForm(data, instance=product, prefix="customs")]


BUILDERS: dict[str, Callable[[Product, list[Variant], Any], list[MergingForm]]] = {
    "basics": _basics,
    "variants": _variants,
    "prices": _prices,
    "shipping": _shipping,
    "origin": _origin,
    "parcel": _parcel,
    "customs": _customs,
}


def section_of(key: str, product: Product, variants: list[Variant], data: Any = None) -> Section:
    """The section with what is stored, and with what was typed where data are given."""
    return Section(key, BUILDERS[key](product, variants, data))


def _write_product(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    listing.write_product(product=product, changes=changes, by=by)


def _write_origin(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    if "materials" in changes:
        listing.choose_materials(product=product, materials=list(changes.pop("materials")), by=by)
    listing.write_product(product=product, changes=changes, by=by)


def _write_variant(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    try:
        listing.write_variant(variant=form.instance, changes=changes, by=by)
    except HeldStock as refusal:  # a buyer came between the check and the writing
        form.add_error("on_hand", held_too_many(refusal.held))
    except Divisible as refusal:  # another window changed what it is sold by
        form.add_error("unit" if "unit" in changes else "is_indivisible", divisible(refusal.unit))


def _write_prices(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    tiers = {currency: changes.pop(tiers_of(currency)) for currency in price_currencies() if tiers_of(currency) in changes}
    listing.write_prices(variant=form.instance, amounts=changes, tiers=tiers, by=by)


def _write_coffee(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    listing.write_coffee(product=product, changes=changes, by=by)


def _write_parcel(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    try:
        with transaction.atomic():
            write_parcel(product=product, changes=changes, by=by)
    except AllergensContradict:  # another window ticked meanwhile
        form.add_error(next(iter(changes)), CONTRADICT)


def _write_customs(form: MergingForm, product: Product, changes: dict[str, Any], by: User) -> None:
    question = changes.get("hs_question", product.hs_question)
    listing.choose_hs_code(product=product, hs_code=changes.get("hs_code", product.hs_code), question=question, by=by)


WRITERS: dict[type[MergingForm], Callable[[Any, Product, dict[str, Any], Any], None]] = {
    BasicsForm: _write_product,
    VariantForm: _write_variant,
    PriceForm: _write_prices,
    ShippingForm: _write_variant,
    ReadyForm: _write_product,
    OriginForm: _write_origin,
    CoffeeForm: _write_coffee,
    ParcelForm: _write_parcel,
    CustomsForm: _write_customs,
}
