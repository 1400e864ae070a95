"""What a seller asks of the waterfall: which variant, where to, how many, at which price. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.prices import AmountField
from catalog.models import Product, Variant, VariantPrice
from catalog.naming import variant_name
from catalog.selectors.tiers import scale_of
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.rates import Conversion, NoRate, convert
from orders.landed.routes import Route
from orders.landed.waterfall import Question
from orders.logistics.enums import Service

MOST = 100_000


class WaterfallForm(forms.Form):
    """Bound with what was asked over what is usual, so that the first look is an answer already. The prices of the chosen variant are
    fields named as in the listing's editor; a price that is not sent is the one stored."""

    route = forms.ChoiceField(label=_("Sold to"))
    variant = forms.ChoiceField(label=_("Variant"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST, widget=forms.NumberInput(attrs={"class": "num"}))
    service = forms.ChoiceField(label=_("How it travels"), required=False, choices=[("", ""), *Service.choices])
    proof = forms.BooleanField(label=_("With the certificate of origin, transported directly"), required=False)

    def __init__(self, sent: Any, *, product: Product, variants: Sequence[Variant], routes: Sequence[Route], language: str) -> None:
        self.product, self.routes = product, {route.key: route for route in routes}
        self.variants = {str(variant.pk): variant for variant in variants}
        first = self.variants.get(sent.get("variant", "")) or variants[0]
        self.way = self.routes.get(sent.get("route", "")) or routes[0]
        usual = {"route": self.way.key, "variant": str(first.pk), "quantity": str(first.minimum_quantity)}
        if "route" not in sent:
            usual["proof"] = "1"
        self.stored = {row.currency: row for row in first.prices.all()}
        self.currencies = list(dict.fromkeys((current_hub().currency, self.way.market.currency)))
        for currency in self.currencies:
            row = self.stored.get(currency)
            usual[self.price_name(first, currency)] = f"{row.money.amount:f}" if row else ""
        super().__init__({**usual, **sent.dict()})
        self.fields["route"].choices = [(route.key, route.title) for route in routes]
        self.fields["variant"].choices = [
            (key, variant_name(variant.name, language) or variant.sku) for key, variant in self.variants.items()
        ]
        self.fields["inland"] = AmountField(
            current_hub().currency,
            label=_("The way to Kigali costs you"),
            help_text=_("For all of them together; empty where you do not know."),
        )
        for currency in self.currencies:
            self.fields[self.price_name(first, currency)] = AmountField(currency, label=_("Price in %(currency)s") % {"currency": currency})

    @staticmethod
    def price_name(variant: Variant, currency: str) -> str:
        return f"price-{variant.pk}-{currency}"

    @property
    def price_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("price-")]

    def question(self, day: date) -> Question:
        """What was asked, of a form that is in order."""
        said = self.cleaned_data
        variant = self.variants[said["variant"]]
        price, converted = self._price(variant, day)
        inland = said.get("inland")
        return Question(
            product=self.product,
            variant=variant,
            quantity=said["quantity"],
            route=self.way,
            day=day,
            price=price,
            converted=converted,
            inland=Money(inland, current_hub().currency) if inland is not None else None,
            service=said["service"],
            has_proof=said["proof"] and not self.way.is_retail,
        )

    def _price(self, variant: Variant, day: date) -> tuple[Money | None, Conversion | None]:
        """The price in the market's currency: the one that stands there, or the seller's own at the rate of the day where there is none,
        or where the one that stands was converted from an own price that is being typed over."""
        own, market = current_hub().currency, self.way.market.currency
        typed = {currency: self.cleaned_data.get(self.price_name(variant, currency)) for currency in self.currencies}
        if typed[market] is not None and (own == market or not self._is_left_behind(typed, own, market)):
            return self._for_so_many(typed[market], market), None
        if typed[own] is None:
            return None, None
        price = self._for_so_many(typed[own], own)
        try:
            conversion = convert(price, market, on=day)
        except NoRate:
            return None, Conversion(price, Decimal(1), None)
        return conversion.money, conversion

    def _for_so_many(self, amount: Decimal, currency: str) -> Money:
        """The price typed; where it is the one stored, that of the quantity asked about."""
        row = self.stored.get(currency)
        return scale_of(row).at(self.cleaned_data["quantity"]) if row and row.amount == amount else Money(amount, currency)

    def _is_left_behind(self, typed: dict[str, Decimal | None], own: str, market: str) -> bool:
        there: VariantPrice | None = self.stored.get(market)
        base: VariantPrice | None = self.stored.get(own)
        if there is None or not there.converted_from or typed[market] != there.amount or typed[own] is None:
            return False
        return base is None or typed[own] != base.amount
