"""Lines of money in plain words, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.look.writing import amount as written
from marketplace.look.writing import day as written_day
from marketplace.money import Money
from orders.payments.ledger.enums import EntryKind, Item, LimitKind, RuleKind
from orders.payments.ledger.models import CommissionLine
from orders.payments.payouts.models import Payout
from orders.payments.payouts.selectors import OrderShare


@dataclass(frozen=True)
class Row:
    """One line as the seller reads it."""

    text: str
    money: Money
    note: str = ""


@dataclass(frozen=True)
class Told:
    """What one order brought."""

    part: str
    currency: str
    rows: list[Row]
    total: Money


def told(share: OrderShare) -> Told:
    """The share of an order in words: what came, what was kept back and why, what went back to the buyer."""
    return Told(share.part, share.currency, [_row(share, line) for line in share.lines], share.total)


def _row(share: OrderShare, line) -> Row:
    on = written_day(line.at.date(), _language())
    if line.happened == EntryKind.PAYOUT_RETURNED:
        return Row(_("A payout came back on %(day)s; it is yours again") % {"day": on}, line.money, getattr(line, "note", ""))
    words = REFUNDED if line.happened == EntryKind.REFUND else EARNED
    text = words[line.item](on) if line.item in words else Item(line.item).label
    is_kept = line.happened == EntryKind.FULFILMENT and line.item in RuleKind.values
    return Row(str(text), line.money, _why(share, line.item) if is_kept else "")


EARNED: dict[str, Callable[[str], str]] = {
    Item.GOODS: lambda on: _("Goods, arrived %(day)s") % {"day": on},
    Item.PROMOTION: lambda on: _("Discount on the goods that is not yours: the marketplace pays it"),
    Item.DELIVERY: lambda on: _("Delivery, which the buyer paid and you arranged"),
    Item.FREIGHT: lambda on: _("Freight of a return that you bear"),
    Item.GOODWILL: lambda on: _("Goodwill to the buyer that you bear"),
    Item.COMMISSION: lambda on: _("Commission of the marketplace"),
    Item.COMMISSION_TAX: lambda on: _("Tax on the commission"),
    Item.WITHHOLDING: lambda on: _("Tax that the marketplace must withhold"),
}
REFUNDED: dict[str, Callable[[str], str]] = {
    Item.GOODS: lambda on: _("Goods refunded to the buyer on %(day)s") % {"day": on},
    Item.PROMOTION: lambda on: _("Discount that the marketplace takes back with the refund of %(day)s") % {"day": on},
    Item.DELIVERY: lambda on: _("Delivery refunded to the buyer on %(day)s") % {"day": on},
    Item.FREIGHT: lambda on: _("Freight of a return that you bear"),
    Item.GOODWILL: lambda on: _("Goodwill to the buyer that you bear"),
    Item.COMMISSION: lambda on: _("Commission given back to you with the refund"),
    Item.COMMISSION_TAX: lambda on: _("Tax on the commission given back to you"),
    Item.WITHHOLDING: lambda on: _("Withheld tax given back to you"),
}


def _why(share: OrderShare, kind: str) -> str:
    """Rate, base and rule of what was kept back: "5% of ¥136.00". Where goods went back before they arrived, the base is the rest."""
    arrived = [line for line in share.lines if line.happened == EntryKind.FULFILMENT and line.item not in RuleKind.values]
    nothing = Money.zero(share.currency)
    goods = sum((line.money for line in arrived if line.item in (Item.GOODS, Item.PROMOTION)), nothing)
    sold = min(goods, sum((line.money for line in arrived), nothing))
    parts = []
    for line in (line for line in share.commission if line.kind == kind):
        whole = line.split.goods
        is_whole = sold == whole or not whole
        if line.limit_kind:
            words = _limited(line)
            words = words if is_whole else _("%(words)s; kept for the goods that stayed sold") % {"words": words}
        else:
            base = line.base if is_whole else Money(line.base_amount * sold.amount / whole.amount, line.currency)
            words = _share_of(line, base)
        parts.append(_("%(words)s (%(source)s)") % {"words": words, "source": _(line.rule.source)} if line.rule.source else words)
    return "; ".join(parts)


def _share_of(line: CommissionLine, base: Money) -> str:
    return _("%(rate)s%% of %(base)s") % {"rate": line.percent, "base": written(base, _language())}


def _limited(line: CommissionLine) -> str:
    """ "RWF 500, the least for an order: 5% of ¥4.00 would be less", with the exchange rate where the sale is in another currency."""
    if line.limit_kind == LimitKind.MOST:
        text = _("%(limit)s, the most for an order: %(share)s would be more")
    elif line.money == line.base:
        text = _("%(limit)s, the least for an order, but never more than the goods: %(share)s would be less")
    else:
        text = _("%(limit)s, the least for an order: %(share)s would be less")
    words = text % {"limit": written(line.limit, _language()), "share": _share_of(line, line.base)}
    if line.limit_rate is None:
        return words
    return _("%(words)s; 1 %(from)s = %(rate)s %(to)s, rate of %(day)s: %(source)s") % {
        "words": words,
        "from": line.limit_rate_base,
        "rate": f"{line.limit_rate.normalize():f}",
        "to": line.limit_rate_quote,
        "day": written_day(line.limit_rate_day, _language()),
        "source": _(line.limit_rate_source) if line.limit_rate_source else "",
    }


def _language() -> str:
    return get_language() or "en"


# What the operator's codes say of a payout that came back; whatever else stands there an officer has typed.
CODE = re.compile(r"[A-Z]+(_[A-Z]+)+")
CAME_BACK: dict[str, Promise] = {
    "PAYEE_NOT_FOUND": gettext_lazy("this number holds no mobile money account"),
    "PAYEE_NOT_ALLOWED_TO_RECEIVE": gettext_lazy("MTN does not let this number receive the money"),
}


def ended_because(payout: Payout) -> str:
    """Why it came back or was stopped, in the reader's language where the operator said so, else as it was typed."""
    if not CODE.fullmatch(payout.end_note):
        return payout.end_note
    return str(CAME_BACK.get(payout.end_note) or _("MTN could not carry it out (%(code)s)") % {"code": payout.end_note})
