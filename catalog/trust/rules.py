"""Who may do what."""

from __future__ import annotations

from catalog.trust.models import Question, Review
from marketplace.accounts.models import User
from sellers.models import Member

DECIDE = "trust.decide_review"


def sells(user: User | None, seller_id: int) -> bool:
    """Works for this firm."""
    return bool(user and user.is_authenticated and Member.objects.filter(seller=seller_id, user=user).exists())


def is_officer(user: User | None) -> bool:
    return bool(user and user.is_authenticated and user.is_staff and user.has_perm(DECIDE))


def may_decide(user: User, word: Review | Question) -> bool:
    """An officer who neither wrote it nor works for the firm it is about."""
    return is_officer(user) and word.by_id != user.pk and not sells(user, word.seller_id)


def may_answer(user: User, word: Review | Question) -> bool:
    """The firm's people; a question the officers too."""
    return sells(user, word.seller_id) or (isinstance(word, Question) and may_decide(user, word))
