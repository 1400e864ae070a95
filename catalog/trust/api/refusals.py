"""What the services of reviews and questions refuse, as problems in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from catalog.photos.refusals import PhotoRefused
from catalog.trust.exceptions import ContactLeak, NotYours, TooMany, TrustRefused
from catalog.trust.words import spoken
from marketplace.api.problems import Problem, pointed

FORBIDDEN = {"own_goods", "own_words"}


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except ContactLeak as refusal:
        text = spoken(refusal)
        raise Problem(422, "contact-leak", text, [pointed("/text", text)]) from refusal
    except PhotoRefused as refusal:
        raise Problem(422, "bad-photo", refusal.message, [pointed("/photos", refusal.message)]) from refusal
    except TooMany as refusal:
        raise Problem(429, "too-many", spoken(refusal)) from refusal
    except NotYours as refusal:
        raise Problem(403, "not-allowed", spoken(refusal)) from refusal
    except TrustRefused as refusal:
        status = 403 if refusal.why in FORBIDDEN else 422 if refusal.why == "empty" else 409
        raise Problem(status, refusal.why.replace("_", "-"), spoken(refusal)) from refusal
