"""What officers type about transfers. Forms check shape; the services check truth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from orders.payments.providers.bank_transfer.models import BankAccount, BankLine, BankReturn, BankStatement, ProForma
from orders.payments.providers.bank_transfer.reference import references_in, squeezed

PAY, BACK, ASIDE = "pay", "back", "aside"


class StatementForm(forms.ModelForm):
    account = forms.ModelChoiceField(label=_("account"), queryset=BankAccount.across_hubs.none(), widget=UnfoldAdminSelectWidget)
    file = forms.FileField(
        label=_("file"),
        widget=UnfoldAdminFileFieldWidget,
        help_text=_(
            "camt.053 as the bank gives it, or a table as CSV with the columns date, amount, currency, name, account, bic, text, reference."
            " "
            "Lines that are here already count once."
        ),
    )

    class Meta:
        model = BankStatement
        fields = ["account"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = BankAccount.objects.all()


class LineForm(forms.ModelForm):
    """What an open line is for."""

    decision = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            ("", "---------"),
            (PAY, _("It pays an order")),
            (BACK, _("Send it back to whom it came from")),
            (ASIDE, _("It is no payment")),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    number = forms.CharField(
        label=_("Order, pro forma or payment reference"),
        max_length=90,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("For a payment. What is more than due goes back by itself."),
    )
    why = forms.CharField(label=_("note"), max_length=300, required=False, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = BankLine
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        match data.get("decision"):
            case "pay":
                data["pro_forma"] = self._pro_forma(data.get("number", ""))
                if data["pro_forma"] is None:
                    self.add_error("number", _("There is no such pro forma."))
                elif data["pro_forma"].payment.currency != self.instance.currency:
                    self.add_error("number", _("The order is to be paid in another currency."))
            case "aside" if not data.get("why", "").strip():
                self.add_error("why", _("Say what it is."))
            case "back" if not self.instance.is_credit:
                self.add_error("decision", _("No money came, so none can go back."))
        return data

    def _pro_forma(self, number: str) -> ProForma | None:
        pro_formas = ProForma.objects.select_related("payment").order_by("-pk")
        if references := references_in(number):
            return pro_formas.filter(reference__in=references).first()
        number = number.strip().upper()
        return pro_formas.filter(number=number).first() or pro_formas.filter(payment__key=number).first() if squeezed(number) else None


class ReturnForm(forms.ModelForm):
    """Whom it goes to; the statement does not always say."""

    account_of_payee = forms.CharField(label=_("their account"), max_length=34, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = BankReturn
        fields = ["payee", "payee_bic"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "payee" in self.fields:
            self.fields["payee"].required = True
        if "account_of_payee" in self.fields:
            self.fields["account_of_payee"].initial = self.instance.payee_account

    def clean_account_of_payee(self) -> str:
        return "".join(self.cleaned_data["account_of_payee"].split()).upper()

    def save(self, commit: bool = True) -> BankReturn:
        self.instance.payee_account = self.cleaned_data["account_of_payee"]
        return super().save(commit)
