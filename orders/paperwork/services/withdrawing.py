"""Papers that no longer count, without a newer version in their place. Their public check page says so, and why."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from marketplace.accounts.models import User
from marketplace.history.services import record

from ..enums import WithdrawalReason
from ..models import Document, Withdrawal


def withdraw(documents: Iterable[Document], *, subject: Model, reason: WithdrawalReason, by: User | None) -> int:
    """Noted in the history of `subject`. Returns how many. The caller holds what issues such papers."""
    left = list(documents)
    Withdrawal.objects.bulk_create(Withdrawal(document=document, reason=reason, withdrawn_by=by) for document in left)
    if left:
        told = {"documents": [str(document) for document in left], "why": reason}
        record(subject=subject, action="papers.withdrawn", by=by, after=told)
    return len(left)
