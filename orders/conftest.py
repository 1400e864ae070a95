import pytest


@pytest.fixture(autouse=True)
def no_discount_is_remembered():
    """What a process keeps for seconds would be another test's."""
    from orders.discounts.selectors import forget_terms

    yield
    forget_terms()
