"""What a buyer does at the checkout, over the pages."""

import re

from orders.identity.tests.factories import typed_person
from orders.tests.factories import typed_hangzhou

CHECKOUT = "/checkout/"


def shown(page) -> str:
    return page.content.decode()


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', shown(page))[1]


def settle(client, run_waiting_jobs, **typed):
    """Type the address, let the worker price the delivery, and look at the page."""
    answer = client.post(CHECKOUT, {"do": "address", **(typed or typed_hangzhou())})
    assert answer.status_code == 302, shown(answer)
    run_waiting_jobs("logistics.quote")
    return client.get(CHECKOUT)


def press(client, page, **changes):
    data = {
        "do": "pay",
        **typed_hangzhou(),
        **typed_person(),
        "attempt": hidden(page, "attempt"),
        "shown_total": hidden(page, "shown_total"),
        "provider": "sandbox",
    }
    return client.post(CHECKOUT, {**data, **changes})
