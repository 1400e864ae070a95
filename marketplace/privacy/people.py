"""Of whom a request speaks: a member, or a guest who holds the signed link of one order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

if TYPE_CHECKING:
    from marketplace.accounts.models import User


@dataclass(frozen=True)
class Person:
    """`user_id` of a member, or the number of a guest's order `order`. `emails` are those that were proven to be theirs."""

    user_id: int | None = None
    order: str = ""
    emails: tuple[str, ...] = ()
    language: str = "en"

    @property
    def is_member(self) -> bool:
        return self.user_id is not None

    @property
    def email(self) -> str:
        """Where letters go."""
        return self.emails[0] if self.emails else ""


def member(user: User) -> Person:
    """A signed-in person, with every address they proved to be theirs; the one they sign in with first."""
    proven = EmailAddress.objects.filter(user=user, verified=True).exclude(email__iexact=user.email).values_list("email", flat=True)
    return Person(user_id=user.pk, emails=(user.email, *proven), language=user.language)


def guest(*, order: str, email: str, language: str) -> Person:
    """Whoever holds the signed link of an order that no account has placed."""
    return Person(order=order, emails=(email,), language=language)
