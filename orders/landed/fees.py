"""What is kept back of a sale at this price, by the very rules that freeze it when a payment comes."""

from __future__ import annotations

from catalog.models import Product
from marketplace.money import Money
from orders.landed.steps import Source, Step
from orders.payments.ledger.enums import RuleKind
from orders.payments.ledger.models import PaymentSplit
from orders.payments.ledger.services.commission import frozen_lines, rules_of

NAMES = {kind.value: kind.label for kind in RuleKind}


def fees_of(product: Product, goods: Money) -> list[Step]:
    """Commission, the tax on it and what is withheld, each below zero. Nothing where no rule stands."""
    split = PaymentSplit(
        hub_id=product.hub_id, seller_id=product.seller_id, currency=goods.currency, goods_amount=goods.amount, delivery_amount=0
    )
    return [
        Step(
            line.kind,
            NAMES[line.kind],
            line.money * -1,
            how=f"{line.percent} %",
            sources=(
                Source(
                    line.rule._meta.verbose_name,
                    line.rule_id,
                    line.rule.source,
                    "",
                    line.rule.valid_from,
                    line.rule.valid_to,
                    is_demonstration=line.rule.is_demonstration,
                ),
            ),
            is_mine=True,
        )
        for line in frozen_lines(split, [(product.category.path, goods)], rules_of())
    ]
