"""What the services of wholesale refuse, as problems in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from marketplace.api.problems import Problem, pointed
from orders.exceptions import IllegalMove, NotAllowed, OrderRefused
from orders.trade.exceptions import CallOffRefused, ContractRefused, OfferRefused, WordMissing
from orders.trade.words import spoken

# What the caller named and cannot be so, by where it stands in the body; everything else is how things stand now.
POINTED: dict[type[OrderRefused], dict[str, str]] = {
    OfferRefused: {"validity": "/valid_until"},
    ContractRefused: {"variant": "/variant", "pieces": "/variant", "days": "/ends_on", "price": "/formula"},
    CallOffRefused: {"nothing": "/points"},
}


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except OrderRefused as refusal:
        raise _problem(refusal) from refusal


def _problem(refusal: OrderRefused) -> Problem:
    text, why = spoken(refusal), getattr(refusal, "why", "refused")
    match refusal:
        case IllegalMove():
            return Problem(409, "moved-on", _("Something has happened here meanwhile; this cannot be done any more."))
        case NotAllowed():
            return Problem(403, "not-allowed", text)
        case WordMissing():
            return Problem(422, "word-missing", text, [pointed("/note", text)])
    code, place = why.replace("_", "-"), POINTED.get(type(refusal), {}).get(why)
    return Problem(409, code, text) if place is None else Problem(422, code, text, [pointed(place, text)])
