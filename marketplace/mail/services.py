from __future__ import annotations

from typing import Any

from marketplace.jobs import enqueue
from marketplace.jobs.models import Job


def send_after_commit(
    *, to: str, template: str, language: str = "en", context: dict[str, Any] | None = None, key: str | None = None
) -> Job:
    """Write a letter down; it leaves after commit, in the reader's language. `template` names `templates/<template>.txt`
    (first line `Subject: …`, a blank line, the text) and, where it exists, its `.html`. With a key the letter goes out once."""
    return enqueue(
        "mail.send", key=key and f"mail:{key}", payload={"to": to, "template": template, "language": language, "context": context or {}}
    )


def post_once(*, to: str, template: str, language: str, context: dict[str, Any], key: str) -> Job:
    """The same for a letter that nobody shall find afterwards: it is written out now, and its row forgets address and words when it
    has left."""
    from marketplace.mail.tasks import rendered  # it registers the kinds of letters, which ask for loaded apps

    subject, text = rendered(template, language, context)
    payload = {"to": [to], "subject": subject, "text": text, "html": "", "language": language, "is_forgotten": True}
    return enqueue("mail.post", key=f"mail:{key}", payload=payload)
