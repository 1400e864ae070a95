from orders.payments.tests.conftest import book  # noqa: F401 - the room above, for these tests too
