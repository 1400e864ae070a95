"""What buyers and shopkeepers do once the parcel is there: say so, send a piece back, take it back, give its money back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.storm.people import Person


def look_after(buyer: Person, group: str) -> None:
    """Go through one of the buyer's own orders and do in each parcel what comes next."""
    for order in buyer.get(f"/api/v1/orders/{group}/")["orders"]:
        path = f"/api/v1/orders/{group}/{order['number']}/"
        if order["state"] == "shipped":
            _do(buyer, f"{path}received/", "parcels received")
        elif order["state"] == "delivered":
            _look_after_returns(buyer, path, order)


def _look_after_returns(buyer: Person, path: str, order: dict) -> None:
    cases = buyer.get(f"{path}returns/")["results"]
    for case in cases:
        if case["state"] == "approved":
            _do(buyer, f"{path}returns/{case['number']}/send/", "returns sent", carrier="EMS", tracking_number="RR123456789CN")
    if not cases:
        piece = {"variant": buyer.chance.choice(order["lines"])["variant"], "quantity": 1}
        _do(buyer, f"{path}returns/", "returns asked for", lines=[piece], reason="changed_mind", note="Too much coffee.")


def work_on_returns(keeper: Person) -> None:
    """Answer, receive and settle what comes back to the shop, now and then not in order to sell it again."""
    for state in ("asked", "sent", "received"):
        for case in keeper.get(f"/api/v1/sell/returns/?state={state}")["results"][:3]:
            path = f"/api/v1/sell/returns/{case['number']}/"
            if state == "asked" and keeper.chance.random() < 0.2:
                _do(keeper, f"{path}decline/", "returns declined", note="The bag was opened.")
            elif state == "asked":
                _do(keeper, f"{path}approve/", "returns approved")
            elif state == "sent":
                _do(keeper, f"{path}receive/", "returns received")
            else:
                _do(keeper, f"{path}settle/", "returns settled", lines=[_found(keeper, line) for line in case["lines"]])


def _found(keeper: Person, line: dict) -> dict:
    sound = line["quantity"] if keeper.chance.random() < 0.7 else 0
    return {"variant": line["variant"], "received": line["quantity"], "restocked": sound, "amount": line["most"]}


def _do(person: Person, path: str, what: str, **body: object) -> None:
    answer = person.ask("POST", path, wish=uuid.uuid4().hex, **body)
    person.memory.count(what if answer.status_code in (200, 201) else f"{what}: not possible ({answer.status_code})")
