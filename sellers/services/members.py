"""Who works for a firm: invited by letter, joined by a signed link, removed by an owner."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.accounts.erased import masked_email
from marketplace.history.services import record
from marketplace.mail.services import send_after_commit
from sellers.enums import MemberRole
from sellers.exceptions import AlreadyMember, InvitationOver, OwnerNeeded
from sellers.models import Invitation, Member, Seller
from sellers.selectors.sellers import is_owner
from sellers.services.letters import full_address

if TYPE_CHECKING:
    from marketplace.accounts.models import User

SALT = "sellers.invitation"
INVITATION_LASTS = timedelta(days=14)


def invitation_token(invitation: Invitation) -> str:
    return signing.dumps({"invitation": invitation.pk}, salt=SALT)


def invitation_of(token: str) -> Invitation:
    """The invitation of a signed link. Raises InvitationOver for a link that is forged, too old or used."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=INVITATION_LASTS)["invitation"]
    except signing.BadSignature:
        raise InvitationOver
    invitation = Invitation.objects.select_related("seller", "invited_by").filter(pk=pk).first()
    if invitation is None or not invitation.is_open:
        raise InvitationOver
    return invitation


@transaction.atomic
def invite_member(*, seller: Seller, by: User, email: str, role: str = MemberRole.STAFF) -> Invitation:
    """Write to a person to join. Raises OwnerNeeded when the inviter is none, AlreadyMember."""
    if not is_owner(by, seller):
        raise OwnerNeeded
    if seller.members.filter(user__email__iexact=email).exists():
        raise AlreadyMember
    now = timezone.now()
    seller.invitations.filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True, invited_at__lt=now - INVITATION_LASTS
    ).update(withdrawn_at=now)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(seller=seller, email=email, role=role, invited_by=by)
    except IntegrityError:
        raise AlreadyMember
    record(subject=seller, action="member.invited", by=by, after={"email": masked_email(email), "role": role})
    send_after_commit(
        to=email,
        template="sellers/mail/invitation",
        language=by.language,
        context={
            "firm": seller.name,
            "person": by.get_full_name(),
            "days": INVITATION_LASTS.days,
            "url": full_address("sellers:invitation", by.language, token=invitation_token(invitation)),
        },
        key=f"sellers:invitation:{invitation.pk}",
    )
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, by: User) -> Seller:
    """Join the firm. The letter went to one address, and only its owner may come with it. Raises InvitationOver."""
    found = invitation_of(token)
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("seller").get(pk=found.pk)
    if not invitation.is_open or invitation.email.casefold() != by.email.casefold():
        raise InvitationOver
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    Member.objects.get_or_create(seller=invitation.seller, user=by, defaults={"role": invitation.role})
    record(subject=invitation.seller, action="member.joined", by=by, after={"person": by.pk, "role": invitation.role})
    return invitation.seller


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Raises OwnerNeeded; an invitation already used stays used."""
    if not is_owner(by, invitation.seller):
        raise OwnerNeeded
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
    if open_ones.update(withdrawn_at=timezone.now()):
        record(subject=invitation.seller, action="member.invitation_withdrawn", by=by, before={"email": masked_email(invitation.email)})


@transaction.atomic
def remove_member(*, member: Member, by: User) -> None:
    """Take a person out of the firm: an owner anybody, everybody themselves. The last owner stays. Raises OwnerNeeded."""
    seller = Seller.objects.locked().get(pk=member.seller_id)
    if member.user_id != by.pk and not is_owner(by, seller):
        raise OwnerNeeded
    owners = seller.members.filter(role=MemberRole.OWNER)
    if member.role == MemberRole.OWNER and not owners.exclude(pk=member.pk).exists():
        raise OwnerNeeded
    gone, _ = Member.objects.filter(pk=member.pk).delete()
    if gone:
        record(subject=seller, action="member.removed", by=by, before={"person": member.user_id, "role": member.role})
