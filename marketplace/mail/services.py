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
