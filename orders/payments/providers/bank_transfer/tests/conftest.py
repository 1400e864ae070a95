from orders.payments.tests.conftest import book

__all__ = ["book"]
