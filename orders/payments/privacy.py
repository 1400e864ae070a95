"""What payments hold of persons: telephones that were asked to pay, what payment companies and banks told, and to whom money went."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.registry import Holding, Period, declare, declare_period, leave_out
from orders.payments.providers.momo.enums import OPEN, SendingState
from orders.payments.providers.momo.models import MomoAsk, MomoSending

ROOM = _("Payments")
BOOKS = "Rwanda’s law on tax procedures: books are kept for ten years (general knowledge)"

declare_period(
    Period("payments.phones", _("telephones that paid or were paid, counted from the payment"), 365,
           "marketplace's own reading: a refund may go back to the same telephone within a year"),
    Period("payments.books", _("messages of payment companies and banks, counted from the payment"), 3650, BOOKS),
)  # fmt: skip


def forget_phones(asks: QuerySet[MomoAsk], sendings: QuerySet[MomoSending]) -> int:
    """Take the numbers out of what is over; the rows stay for the books."""
    gone = asks.exclude(masked="").exclude(state__in=OPEN).update(msisdn="", masked="")
    return gone + sendings.exclude(masked="").filter(state__in=[SendingState.SUCCESSFUL, SendingState.FAILED]).update(msisdn="", masked="")


def _old_phones(before: datetime, dry: bool) -> int:
    old = MomoSending.objects.filter(created_at__lt=before)
    return old.exclude(masked="").count() if dry else forget_phones(MomoAsk.objects.none(), old)


declare(
    Holding(
        "payments.sendings",
        room=ROOM,
        what=_("Telephones that money was sent to: refunds, and payouts of firms"),
        why=_("So that the money arrives"),
        whose=Whose.SELLER,
        basis=Basis.CONTRACT,
        fate=Fate.STAYS,
        fields={"momo.MomoSending": ["msisdn", "masked"]},
        period="payments.phones",
        until=_("counted from the payment"),
        given_to=_("the mobile money company"),
        not_exported=_("a payment names an order or a payout, not a person; the buyer’s own stands under “Telephones that paid”"),
        sweep=_old_phones,
    ),
    Holding(
        "payments.messages",
        room=ROOM,
        what=_("What payment companies and banks told us: payer, account, amount, as they sent it"),
        why=_("To prove every payment; they are the books’ vouchers and cannot be changed"),
        whose=Whose.BUYER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={
            "payments.PaymentMessage": ["headers", "body"],
            "bank_transfer.BankLine": ["counterparty", "counterparty_account", "counterparty_bic"],
            "bank_transfer.BankStatement": ["body", "file_name"],
            "bank_transfer.BankReturn": ["payee", "payee_account", "payee_bic"],
            "bank_transfer.ProForma": ["facts", "token"],
            "payouts.Payout": ["destination", "masked"],
            "customs.CustomsDeclaration": ["buyer", "payer_number"],
        },
        period="payments.books",
        until=_("counted from the payment"),
        given_to=_("auditors, the tax office and customs, where they ask"),
        not_exported=_("they are kept by payment, sealed, and name people of several sides; the sums stand among your orders"),
    ),
)
leave_out("bank_transfer.BankAccount", ["holder", "holder_address", "bank_address", "number"], "the hub's own accounts")
leave_out("payouts.PayoutSchedule", ["holder", "account"], "the hub's own account")
leave_out("customs.CustomsRegistration", ["name"], "the hub's own registration")
leave_out("ledger.Account", ["owner"], "an account of the books")
leave_out("bank_transfer.BankAccount", ["bank"], "a bank")
