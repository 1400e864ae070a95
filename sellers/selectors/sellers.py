from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, QuerySet
from django.http import Http404

from sellers.enums import MemberRole, SellerState
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def approved_sellers() -> QuerySet[Seller]:
    """The firms a buyer may meet, with what is said of them in public."""
    return Seller.objects.selling().select_related("district").prefetch_related("sectors")


def sellers_of(user: User):
    """The firms this person works for, with their role in each (`role`), the newest membership last."""
    if not user.is_authenticated:
        return Seller.objects.none()
    return Seller.objects.filter(members__user=user).annotate(role=F("members__role")).select_related("district").order_by("members__pk")


def seller_for(user: User, slug: str = "") -> Seller | None:
    """The firm this person works for now: the one of that address, else an approved one, else the newest; None when there is none."""
    mine = list(sellers_of(user))
    if slug and (chosen := next((seller for seller in mine if seller.slug == slug), None)):
        return chosen
    return next((seller for seller in mine if seller.state == SellerState.APPROVED), mine[-1] if mine else None)


def get_seller_for(user: User, slug: str = "") -> Seller:
    """The person's firm (of that address, where one is given). Raises Http404 for everybody else's."""
    mine = sellers_of(user)
    seller = mine.filter(slug=slug).first() if slug else seller_for(user)
    if seller is None:
        raise Http404
    return seller


def is_owner(user: User, seller: Seller) -> bool:
    return seller.members.filter(user=user, role=MemberRole.OWNER).exists()


def owners_of(seller: Seller) -> list[User]:
    return [member.user for member in seller.members.filter(role=MemberRole.OWNER).select_related("user")]
