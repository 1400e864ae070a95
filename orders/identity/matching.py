"""The four-message match: what customs would turn back is found before the parcel leaves. Pure; each contradiction names both values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.identity.messages import Goods, Messages


class Rule(models.TextChoices):
    """What must agree, with what to do where it does not."""

    ORDER_NO = "order_no", gettext_lazy("The order number differs. Ask staff: one of the records belongs to another order.")
    PAY_TRANSACTION = "pay_transaction", gettext_lazy("The payment number differs or is missing. Ask staff: the payment is not linked.")
    LOGISTICS_NO = "logistics_no", gettext_lazy("The tracking number differs or is missing. Write the number on the carrier’s label.")
    USED_NUMBER = "used_number", gettext_lazy("Another order travels under this tracking number. Give each parcel a number of its own.")
    BUYER = "buyer", gettext_lazy("The person differs or is no longer on record. Ask staff: customs lets it in for one named person only.")
    PAYER = (
        "payer",
        gettext_lazy("The payer is not the person named in the order. Send the order back: buyers pay from their own account."),
    )
    CURRENCY = "currency", gettext_lazy("The currency differs. Ask staff before you send it.")
    AMOUNT = "amount", gettext_lazy("Goods and freight do not come to what was paid. Ask staff before you send it.")
    DECLARED = "declared", gettext_lazy("What was declared of the payment is not what the order says. Ask staff to declare it anew.")
    FREIGHT = "freight", gettext_lazy("The freight differs. Ask staff before you send it.")
    GOODS_VALUE = "goods_value", gettext_lazy("The value of the goods differs from the sum of their lines. Ask staff before you send it.")
    GOODS = "goods", gettext_lazy("The goods differ in code, pieces or price. Ask staff before you send it.")
    CODE = (
        "code",
        gettext_lazy("These goods have no customs code of ten digits. Send them back, and name the code on the listing’s page."),
    )
    WEIGHT = "weight", gettext_lazy("The weight differs or is missing. Ask staff before you send it.")


class Sheet(models.TextChoices):
    """The four messages."""

    ORDER = "order", pgettext_lazy("customs message", "order")
    PAYMENT = "payment", pgettext_lazy("customs message", "payment")
    LOGISTICS = "logistics", pgettext_lazy("customs message", "logistics")
    LIST = "list", pgettext_lazy("customs message", "import list")


@dataclass(frozen=True)
class Contradiction:
    """A rule, and what two messages say about it."""

    rule: Rule
    left: tuple[Sheet, str]
    right: tuple[Sheet, str]

    @property
    def sentence(self) -> str:
        """What differs, both values, and what to do, in the reader's language."""
        words = {
            "what": self.rule.label,
            "left": self.left[0].label,
            "left_value": self.left[1] or "–",
            "right": self.right[0].label,
            "right_value": self.right[1] or "–",
        }
        return _("%(what)s (%(left)s: %(left_value)s; %(right)s: %(right_value)s)") % words


def contradictions(told: Messages) -> list[Contradiction]:
    """All of them, in the order of the rules; none: customs finds nothing to compare that differs."""
    return [*_numbers(told), *_people(told), *_money(told), *_goods(told)]


def _differ(rule: Rule, *said: tuple[Sheet, Any], is_needed: bool = True) -> Iterator[Contradiction]:
    """The first message against each other; a value that all lack is a contradiction where it is needed."""
    first, *others = said
    for other in others:
        if first[1] != other[1] or (is_needed and not first[1]):
            yield Contradiction(rule, (first[0], str(first[1])), (other[0], str(other[1])))


def _numbers(told: Messages) -> Iterator[Contradiction]:
    order, payment, logistics, listed = told.order, told.payment, told.logistics, told.list
    numbers = ((Sheet.PAYMENT, payment.order_no), (Sheet.LOGISTICS, logistics.order_no), (Sheet.LIST, listed.order_no))
    yield from _differ(Rule.ORDER_NO, (Sheet.ORDER, order.order_no), *numbers)
    yield from _differ(Rule.PAY_TRANSACTION, (Sheet.ORDER, order.pay_transaction), (Sheet.PAYMENT, payment.pay_transaction))
    yield from _differ(Rule.LOGISTICS_NO, (Sheet.LOGISTICS, logistics.logistics_no), (Sheet.LIST, listed.logistics_no))
    if logistics.used_by:
        yield Contradiction(Rule.USED_NUMBER, (Sheet.LOGISTICS, logistics.logistics_no), (Sheet.ORDER, logistics.used_by))


def _people(told: Messages) -> Iterator[Contradiction]:
    buyer, listed = told.order.buyer, told.list.buyer
    if buyer != listed or not (buyer.name and buyer.number and buyer.mobile):
        said = [f"{party.name} {party.number}".strip() for party in (buyer, listed)]
        yield Contradiction(Rule.BUYER, (Sheet.ORDER, said[0]), (Sheet.LIST, said[1]))
    if told.payment.is_same_person is False:
        yield Contradiction(Rule.PAYER, (Sheet.ORDER, buyer.name), (Sheet.PAYMENT, _("another person")))


def _money(told: Messages) -> Iterator[Contradiction]:
    order, payment, logistics, listed = told.order, told.payment, told.logistics, told.list
    currencies = ((Sheet.PAYMENT, payment.currency), (Sheet.LOGISTICS, logistics.currency), (Sheet.LIST, listed.currency))
    yield from _differ(Rule.CURRENCY, (Sheet.ORDER, order.currency), *currencies)
    due = order.goods_value + order.freight - order.discount
    if not due == order.paid == payment.amount:
        yield Contradiction(Rule.AMOUNT, (Sheet.ORDER, str(due)), (Sheet.PAYMENT, str(payment.amount)))
    if payment.declared is not None and payment.currency == "CNY" and payment.declared != order.paid:
        yield Contradiction(Rule.DECLARED, (Sheet.ORDER, str(order.paid)), (Sheet.PAYMENT, str(payment.declared)))
    freights = ((Sheet.LOGISTICS, logistics.freight), (Sheet.LIST, listed.freight))
    yield from _differ(Rule.FREIGHT, (Sheet.ORDER, order.freight), *freights, is_needed=False)
    lines = sum(line.total for line in listed.goods)
    yield from _differ(Rule.GOODS_VALUE, (Sheet.ORDER, order.goods_value), (Sheet.LIST, listed.goods_value))
    if lines != listed.goods_value:
        yield Contradiction(Rule.GOODS_VALUE, (Sheet.LIST, str(listed.goods_value)), (Sheet.LIST, str(lines)))


def _goods(told: Messages) -> Iterator[Contradiction]:
    ordered = {line.sku: line for line in told.order.goods}
    listed = {line.sku: line for line in told.list.goods}
    for sku in dict.fromkeys([*ordered, *listed]):
        if ordered.get(sku) != listed.get(sku):
            yield Contradiction(Rule.GOODS, (Sheet.ORDER, _line(ordered.get(sku))), (Sheet.LIST, _line(listed.get(sku))))
    for line in told.list.goods:
        if len(line.code) != 10 or not line.code.isdigit():
            yield Contradiction(Rule.CODE, (Sheet.ORDER, line.name), (Sheet.LIST, line.code))
    yield from _differ(Rule.WEIGHT, (Sheet.LOGISTICS, told.logistics.weight_g), (Sheet.LIST, told.list.weight_g))


def _line(line: Goods | None) -> str:
    return f"{line.name}, {line.code}, {line.quantity} × {line.price}" if line else ""
