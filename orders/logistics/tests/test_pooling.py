from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money import Money
from orders.logistics.pooling import Joining, Share, split_pool

D = Decimal


def usd(amount: str) -> Money:
    return Money(D(amount), "USD")


def test_freight_is_split_by_weight_to_the_cent_and_savings_are_not_rounded_up():
    joining = [Joining("a", D(100), usd("290.00")), Joining("b", D(100), usd("290.00")), Joining("c", D("64.5"), usd("250.00"))]

    assert split_pool(usd("500.00"), joining) == [
        Share("a", usd("189.04"), usd("100.96"), 34),  # 500 × 100 ÷ 264.5 = 189.036
        Share("b", usd("189.03"), usd("100.97"), 34),  # two cents to give out: to the tie's earlier share, and to c
        Share("c", usd("121.93"), usd("128.07"), 51),
    ]


def test_who_goes_cheaper_alone_is_told_so():
    (share,) = split_pool(usd("100.00"), [Joining("a", D(1), usd("99.00"))])

    assert (share.percent, share.is_worth_it) == (-2, False)


@given(st.integers(0, 10**7), st.lists(st.integers(1, 10**6), min_size=1, max_size=12))
def test_shares_sum_to_the_freight_exactly(cents, weights):
    shares = split_pool(usd(str(D(cents) / 100)), [Joining(str(n), D(kg) / 1000, usd("1")) for n, kg in enumerate(weights)])

    assert sum(share.amount.amount for share in shares) == D(cents) / 100


@pytest.mark.parametrize("bad", [lambda: split_pool(usd("1"), []), lambda: Joining("a", D(0), usd("1"))])
def test_nobody_and_nothing_are_refused(bad):
    with pytest.raises(ValueError):
        bad()
