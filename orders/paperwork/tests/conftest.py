import pytest

from marketplace.accounts.models import User
from marketplace.jobs.tests.conftest import broker, crew  # noqa: F401 - fixtures of real workers
from orders.paperwork.enums import Kind
from orders.paperwork.services.drawing import draw_documents

from .factories import a_seller, an_issued_set


@pytest.fixture
def alice(db, hub):
    """Owns the shop."""
    return User.objects.create_user("alice@example.com", "password-of-alice", name="Alice Uwimana")


@pytest.fixture
def charlie(db, hub):
    """A stranger, who has a shop of his own."""
    charlie = User.objects.create_user("charlie@example.com", "password-of-charlie")
    a_seller("charlie-crafts", owner=charlie, legal_name="Charlie Crafts Ltd", trade_name="Charlie Crafts")
    return charlie


@pytest.fixture
def shop(alice):
    return a_seller(owner=alice)


@pytest.fixture
def paper_set(shop):
    return an_issued_set(shop)


@pytest.fixture
def drawn_set(paper_set):
    draw_documents(paper_set=paper_set)
    return paper_set


@pytest.fixture
def invoice(drawn_set):
    return drawn_set.documents.get(kind=Kind.INVOICE)
