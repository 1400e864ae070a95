"""What the services of conversations refuse, as problems in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from catalog.trust.leaks import ContactLeak
from catalog.trust.words import spoken as leak_spoken
from marketplace.api.problems import Problem, pointed
from orders.talk.exceptions import TalkRefused
from orders.talk.words import spoken

STATUS = {"own_firm": 403, "own": 403, "many": 429}
OF_THE_TEXT = {"empty", "long"}


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except ContactLeak as leak:
        text = leak_spoken(leak)
        raise Problem(422, "contact-leak", text, [pointed("/text", text)]) from leak
    except TalkRefused as refusal:
        text, code = spoken(refusal), refusal.why.replace("_", "-")
        if refusal.why in OF_THE_TEXT:
            raise Problem(422, code, text, [pointed("/text", text)]) from refusal
        raise Problem(STATUS.get(refusal.why, 409), code, text) from refusal
