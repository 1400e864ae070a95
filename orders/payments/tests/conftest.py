import pytest

from orders.payments import purposes
from orders.payments.purposes import Outcome, accepted


class Book:
    """The room above: what it was told, and what it answers."""

    def __init__(self) -> None:
        self.paid: list[str] = []
        self.ended: list[tuple[str, str]] = []
        self.refunded: list[tuple[str, str]] = []
        self.answer: Outcome = accepted

    def on_paid(self, payment) -> Outcome:
        self.paid.append(payment.key)
        return self.answer

    def on_ended(self, payment) -> None:
        self.ended.append((payment.key, payment.state))

    def on_refunded(self, payment) -> None:
        self.refunded.append((payment.key, str(payment.refunded)))


@pytest.fixture(autouse=True)
def book():
    """A purpose called "test"."""
    book = Book()
    purposes.register("test", on_paid=book.on_paid, on_ended=book.on_ended, on_refunded=book.on_refunded)
    return book


@pytest.fixture
def wire(monkeypatch, settings):
    """The shop and the payment sandbox reach each other without sockets."""
    from orders.payments.tests.wire import HERE, Wire

    settings.SITE_URL = HERE
    monkeypatch.setattr("requests.sessions.Session.get_adapter", lambda self, url: Wire())


@pytest.fixture
def buyer(wire, db):
    from orders.payments.tests.wire import Buyer

    return Buyer()


@pytest.fixture
def run_waiting_jobs(run_waiting_jobs):
    """Also posts what the sandbox has to tell, before and after: the jobs of the shop and the company's messages, until all is quiet."""
    from orders.payments.sandbox import outbox

    def run(kind=None, limit=200):
        outbox.deliver_due()
        done = run_waiting_jobs(kind, limit)
        if done and not kind and outbox.deliver_due():
            done += run_waiting_jobs(kind, limit)
        return done

    return run
