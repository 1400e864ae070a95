"""What a payment costs the database: an order group may take 80 statements in all."""

import pytest

from orders.payments.services import receive_notification
from orders.payments.tests.factories import make_payment, notice_body

pytestmark = pytest.mark.django_db


def test_payment_is_started_and_settled_in_few_statements(django_assert_num_queries):
    receive_notification(provider="sandbox", headers={}, raw_body=notice_body(make_payment("T-0")))  # opens the accounts

    # look for a standing one, write the intent, note the address; and the savepoint of a test's transaction
    with django_assert_num_queries(5):
        payment = make_payment()
    body = notice_body(payment)

    # keep the message, lock, settle, write the books, judge; and one savepoint
    with django_assert_num_queries(7):
        receive_notification(provider="sandbox", headers={}, raw_body=body)
