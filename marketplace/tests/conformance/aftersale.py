"""What came after the sale, in every state in which a caller has something to do, each in an order of its own."""

from __future__ import annotations

import base64
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from catalog.models import Variant
from marketplace.accounts.models import User
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn
from orders.aftersale.services import disputes, returns
from orders.aftersale.tests.factories import ask, make_delivered, picture, received
from orders.aftersale.tests.test_disputes import complain
from orders.models import Order
from orders.payments.payouts.models import Payout
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.tests.factories import BANK, make_rate, make_schedule
from sellers.models import Seller
from sellers.services.payout import payout_columns

# operation -> the story in which it can be done
FITTING = {
    "returns_list": "asked",
    "returns_create": "kept",
    "returns_retrieve": "asked",
    "returns_send": "approved",
    "returns_withdraw": "asked",
    "returns_dispute": "declined",
    "disputes_list": "offered",
    "disputes_create": "kept",
    "disputes_retrieve": "offered",
    "disputes_accept": "offered",
    "disputes_escalate": "offered",
    "disputes_withdraw": "offered",
    "sales_refund": "kept",
    "sales_returns_retrieve": "asked",
    "sales_returns_approve": "asked",
    "sales_returns_decline": "asked",
    "sales_returns_receive": "sent",
    "sales_returns_settle": "received",
    "sales_disputes_retrieve": "disputed",
    "sales_disputes_answer": "disputed",
}


def tell_stories(variant: Variant, *, seller: User, buyer: User) -> tuple[dict[str, list[Any]], dict[str, list[dict[str, Any]]]]:
    """What exists of them, by what it is, and bodies that are accepted, by operation."""
    told = {name: story(make_delivered(variant, by=seller, user=buyer), seller) for name, story in STORIES.items()}
    known: dict[str, list[Any]] = {}
    for name, case in told.items():
        order = case if isinstance(case, Order) else case.order
        known |= {f"{name} group": [order.group.number], f"{name} order": [order.number], f"{name} case": [case.number]}
    known["photos"] = [str(pk) for pk in CasePhoto.objects.values_list("public_id", flat=True)]
    known["payouts"] = [pay_out(told["kept"].seller).number]
    return known, bodies(variant)


def pay_out(seller: Seller) -> Payout:
    make_schedule(hold_days=0)
    make_rate("CNY", "200")
    Seller.objects.filter(pk=seller.pk).update(**payout_columns(seller=seller, payout_kind="bank", details=BANK))
    (payout,) = prepare_payouts()
    return payout


def sent(order: Order, seller: User) -> GoodsReturn:
    case = returns.approve_return(goods_return=ask(order, 1), by=seller)
    return returns.send_return(goods_return=case, carrier="Post", tracking_number="RR123", by=None)


def offered(order: Order, seller: User) -> Dispute:
    return disputes.answer_dispute(dispute=complain(order), offer=Decimal(5), text="A small tear.", by=seller)


STORIES: dict[str, Callable[[Order, User], Any]] = {
    "kept": lambda order, seller: order,
    "asked": lambda order, seller: ask(order, 1),
    "approved": lambda order, seller: returns.approve_return(goods_return=ask(order, 1), by=seller),
    "declined": lambda order, seller: returns.decline_return(goods_return=ask(order, 1), by=seller, note="It was whole."),
    "sent": sent,
    "received": lambda order, seller: received(ask(order, 1), by=seller),
    "disputed": lambda order, seller: complain(order),
    "offered": offered,
}


def bodies(variant: Variant) -> dict[str, list[dict[str, Any]]]:
    photo = {"name": "torn.jpg", "content": base64.b64encode(picture().read()).decode()}
    piece, price = {"variant": variant.pk, "quantity": 1}, {"amount": "68.00", "currency": "CNY"}
    found = {"variant": variant.pk, "received": 1, "restocked": 1, "amount": price}
    return {
        "returns_create": [{"lines": [piece], "reason": "damaged", "note": "Torn.", "photos": [photo]}],
        "returns_send": [{"carrier": "Post", "tracking_number": "RR123456785RW"}],
        "returns_dispute": [{"wish": price, "text": "It is torn."}],
        "disputes_create": [{"kind": "damaged", "wish": price, "text": "It is torn.", "photos": [photo]}],
        "disputes_escalate": [{"text": "It is torn."}],
        "sales_refund": [{"goodwill": {"amount": "2.00", "currency": "CNY"}, "reason": "The bag was dented."}],
        "sales_returns_approve": [{"note": "Please send it."}],
        "sales_returns_decline": [{"note": "It was whole."}],
        "sales_returns_settle": [{"lines": [found]}],
        "sales_disputes_answer": [{"offer": {"amount": "5.00", "currency": "CNY"}, "text": "A small tear."}],
    }
