import pytest

from catalog.tests.factories import make_product, make_seller, make_user


@pytest.fixture
def alice(client):
    alice = make_user("alice")
    client.force_login(alice)
    return alice


@pytest.fixture
def seller(alice):
    return make_seller(owner=alice)


@pytest.fixture
def draft(seller):
    return make_product(seller=seller, state="draft", photos=0)


@pytest.fixture
def charlie(client):
    charlie = make_user("charlie")
    make_seller("Other", owner=charlie)
    client.force_login(charlie)
    return charlie
