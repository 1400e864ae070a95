"""A rule as its keeper types it. Shape is checked here, and what the table promises is asked of the row before it is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalog.forms.prices import AmountField, price_currencies
from catalog.models import Category, Product
from orders.discounts.codes import LEAST, MOST, key_of, new_code, shown_code
from orders.discounts.models import Discount
from orders.discounts.selectors import NAMES
from sellers.models import Seller

MOST_TIMES = 1_000_000
TYPED = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
BY_CODE, BY_ITSELF = "code", "itself"


class Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"step": 60})


def _times(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST_TIMES, help_text=gettext_lazy("Empty: as often as it is asked for.")
    )


class DiscountForm(forms.Form):
    """What a seller may say of a rule for the firm's own goods. Times are those of the zone that is active, which the page names."""

    how = forms.ChoiceField(
        label=gettext_lazy("How buyers get it"),
        choices=[(BY_CODE, gettext_lazy("With a code that they type")), (BY_ITSELF, gettext_lazy("By itself, in every cart"))],
        widget=forms.RadioSelect,
        initial=BY_CODE,
    )
    code = forms.CharField(
        label=pgettext_lazy("discount", "Code"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Letters and digits, 4 to 20. Empty: we make one that nobody guesses."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    percent = forms.DecimalField(
        label=gettext_lazy("Percent off"), required=False, max_digits=4, decimal_places=2, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"}),
        help_text=gettext_lazy("Or an amount instead."),
    )  # fmt: skip
    amount = forms.CharField(label=gettext_lazy("Amount off"), required=False, max_length=30)
    minimum_amount = forms.CharField(label=gettext_lazy("Least basket"), required=False, max_length=30)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)
    products = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only these goods"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all goods of the firm."),
    )
    categories = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Shelves"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All that you sell there, also what you add later."),
    )
    starts_at = forms.DateTimeField(label=pgettext_lazy("time", "From"), widget=Moment(), input_formats=TYPED)
    ends_at = forms.DateTimeField(label=gettext_lazy("Until"), widget=Moment(), input_formats=TYPED)
    total_limit = _times(gettext_lazy("Times in all"))
    buyer_limit = _times(gettext_lazy("Times for each buyer"))

    def __init__(self, data: Any = None, *, seller: Seller, **options: Any) -> None:
        super().__init__(data, **options)
        self.seller = seller
        self.fields["products"].queryset = Product.objects.filter(seller=seller).on_sale().order_by("name")
        shelves = self.fields["products"].queryset.order_by().values("category")
        self.fields["categories"].queryset = Category.objects.filter(pk__in=shelves).order_by("position", "slug")
        self.fields["currency"].choices = [("", "–"), *((code, code) for code in price_currencies())]
        for code, language in settings.LANGUAGES:
            self.fields[NAMES[code]] = forms.CharField(
                label=_("Name, %(language)s") % {"language": _(language)}, required=code == "en", max_length=80, strip=True
            )
        self.order_fields([*NAMES.values()])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("amount", "minimum_amount"):
            cleaned[name] = self._amount(name, cleaned.get(name, ""), cleaned.get("currency", ""))
        if cleaned.get("how") == BY_CODE:
            cleaned["code"] = self._code(cleaned.get("code", ""))
        else:
            cleaned["code"] = ""
        if not self.errors:
            self._ask_the_row()
        return cleaned

    def _amount(self, name: str, typed: str, currency: str) -> Any:
        if not typed:
            return None
        if not currency:
            self.add_error("currency", _("Choose the currency of the amount."))
            return None
        try:
            return AmountField(currency).to_python(typed)
        except ValidationError as refusal:
            self.add_error(name, refusal)
            return None

    def _code(self, typed: str) -> str:
        code = shown_code(typed)
        if not typed.strip():
            return new_code()
        if not LEAST <= len(code) <= MOST:
            self.add_error("code", _("A code has %(least)d to %(most)d letters and digits.") % {"least": LEAST, "most": MOST})
        return code

    def _ask_the_row(self) -> None:
        try:
            self.discount().full_clean(exclude=["made_by", "state", "keeper"])
        except ValidationError as refusal:
            for field, errors in refusal.error_dict.items():
                self.add_error("code" if field == "code_key" else field if field in self.fields else None, errors)
        if NON_FIELD_ERRORS in self.errors and Discount.objects.filter(code_key=key_of(self.cleaned_data["code"]) or "-").exists():
            self._errors.pop(NON_FIELD_ERRORS)
            self.add_error("code", _("This code is taken. Choose another."))

    def discount(self) -> Discount:
        """The row as it was typed, not saved."""
        said = self.cleaned_data
        has_amounts = said["amount"] is not None or said["minimum_amount"] is not None
        facts = {
            name: said[name]
            for name in ("code", "percent", "amount", "minimum_amount", "starts_at", "ends_at", "total_limit", "buyer_limit")
        }
        names = {field: said[field] or None for field in NAMES.values()}
        names["name_en"] = said["name_en"]
        row = Discount(
            seller=self.seller, keeper="seller", house_percent=0, currency=said["currency"] if has_amounts else "", **facts, **names
        )
        row.code_key = key_of(row.code)
        return row
