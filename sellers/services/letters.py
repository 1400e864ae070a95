"""Letters to the people of a firm, in the language it asked for, after commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from marketplace.mail.services import send_after_commit
from sellers.models import Seller
from sellers.selectors.sellers import owners_of

if TYPE_CHECKING:
    from sellers.models import ReasonCode


def full_address(name: str, language: str, **kwargs: Any) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(name, kwargs=kwargs or None)


def reason_texts(reasons: list[ReasonCode], language: str) -> list[str]:
    with translation.override(language):
        return [reason.text for reason in reasons]


def write_to_owners(
    seller: Seller, template: str, *, key: str = "", reasons: list[ReasonCode] | None = None, page: str = "sellers:office", **context: Any
) -> None:
    """One letter to each owner, in the language the firm asked for; `key` keeps a second call from sending it twice."""
    for owner in owners_of(seller):
        send_after_commit(
            to=owner.email,
            template=f"sellers/mail/{template}",
            language=seller.language,
            context={
                "firm": seller.name,
                "person": owner.name,
                "reasons": reason_texts(reasons or [], seller.language),
                "url": full_address(page, seller.language),
                **context,
            },
            key=f"sellers:{key}:{owner.pk}" if key else None,
        )
