from orders.payments.tests.conftest import book, buyer, run_waiting_jobs, wire  # noqa: F401 - the payments' own fixtures
