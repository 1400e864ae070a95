"""From a payout to the words on its statement: the data of templates/documents/payouts/statement-1.typ, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.look.writing import amount as written
from marketplace.look.writing import day as written_day
from orders.payments.payouts.models import Payout
from orders.payments.payouts.selectors import explained
from orders.payments.payouts.words import told


def statement_page(payout: Payout, language: str) -> dict:
    """Everything the page prints. The same payout in the same language and state gives the same page."""
    seller, holder = payout.seller, payout.schedule.holder
    tin = _("TIN %(tin)s") % {"tin": seller.tin} if seller.tin else ""
    return {
        "language": language,
        "title": _("Payout statement"),
        "number": payout.number,
        "demonstration": _("Demonstration: no money moves") if payout.schedule.is_demonstration else "",
        "created": [payout.day.year, payout.day.month, payout.day.day],
        "facts": [
            {
                "name": _("Paid to"),
                "value": [seller.legal_name or seller.name, tin],
            },
            {"name": _("Account"), "value": [payout.masked, ""]},
            {"name": _("Paid from the account of"), "value": [holder, ""]},
            {"name": _("Payout day"), "value": [written_day(payout.day, language), str(payout.get_state_display())]},
        ],
        "heads": [pgettext("statement", "What"), _("Amount")],
        "shares": [
            {
                "name": _("Order %(number)s") % {"number": share.part} if share.part else _("Without an order"),
                "currency": share.currency,
                "rows": [{"text": row.text, "note": row.note, "value": written(row.money, language)} for row in share.rows],
                "total": written(share.total, language),
            }
            for share in map(told, explained(payout))
        ],
        "subtotal": _("Together"),
        "sums_title": _("From what you earned to what you are paid"),
        "sums": [
            {
                "name": written(line.money, language),
                "note": _("1 %(from)s = %(rate)s %(to)s, rate of %(day)s: %(source)s")
                % {
                    "from": line.currency,
                    "rate": line.shown_rate,
                    "to": payout.currency,
                    "day": written_day(line.rate_day, language),
                    "source": _(line.rate_source) if line.rate_source else "",
                }
                if line.is_converted
                else "",
                "value": written(line.result, language),
            }
            for line in payout.sums.select_related("payout")
        ],
        "total": {"name": _("Paid out"), "value": f"{written(payout.money, language)}"},
        "page": _("Page {page} of {pages}"),
    }
