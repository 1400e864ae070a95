"""What the services after the sale refuse, as problems in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from marketplace.api.problems import Problem, pointed
from orders.aftersale.exceptions import CancelInstead, DisputeRefused, FindingRefused, ReturnRefused, WordMissing
from orders.aftersale.words import spoken
from orders.exceptions import IllegalMove, NotAllowed, NothingSelected, OrderChanged, OrderRefused, QuantityRefused, RefundBeyond
from sellers.exceptions import BadUpload

# What the caller named and cannot be so, by where it stands in the body; everything else is how things stand now.
POINTED = {"photo": "/photos", "mind": "/reason", "amount": "/wish", "arrived": "/kind"}


@contextmanager
def refusals(*, words: str = "/note", amount: str = "/wish") -> Iterator[None]:
    """`words` and `amount` say where in the body the missing word and the amount stand."""
    try:
        yield
    except BadUpload as refusal:
        raise Problem(422, "bad-upload", str(refusal), [pointed("/photos", refusal)]) from refusal
    except OrderRefused as refusal:
        raise _problem(refusal, words, amount) from refusal


def _problem(refusal: OrderRefused, words: str, amount: str) -> Problem:
    text = spoken(refusal)
    match refusal:
        case IllegalMove() | OrderChanged():
            return Problem(409, "moved-on", _("Something has happened here meanwhile; this cannot be done any more."))
        case NotAllowed():
            return Problem(403, "not-allowed", text)
        case ReturnRefused() | DisputeRefused() if refusal.why in POINTED:
            place = amount if refusal.why == "amount" else POINTED[refusal.why]
            return Problem(422, refusal.why, text, [pointed(place, text)])
        case ReturnRefused() | DisputeRefused():
            return Problem(409, refusal.why.replace("_", "-"), text)
        case WordMissing():
            return Problem(422, "word-missing", text, [pointed(words, text)])
        case RefundBeyond():
            return Problem(422, "refund-beyond", text, [pointed("", text)])
        case QuantityRefused() | NothingSelected() | FindingRefused() | CancelInstead():
            return Problem(422, "pieces", text, [pointed("/lines", text)])
    return Problem(409, "refused", text)
