import pytest

from orders.payments.providers.momo.client import forget_keys
from orders.payments.tests.conftest import book, run_waiting_jobs, wire

__all__ = ["book", "run_waiting_jobs", "wire"]


@pytest.fixture(autouse=True)
def no_keys():
    """Each test's sandbox is a new one, which knows no token of the last."""
    forget_keys()
