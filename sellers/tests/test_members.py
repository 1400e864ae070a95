import re

import pytest

from sellers.enums import MemberRole
from sellers.exceptions import AlreadyMember, InvitationOver, OwnerNeeded
from sellers.models import Invitation, Member
from sellers.services import accept_invitation, invite_member, remove_member, withdraw_invitation
from sellers.services.members import invitation_token
from sellers.tests.factories import make_seller, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def seller(alice):
    return make_seller(owner=alice)


def test_invited_person_joins_by_the_link_of_the_letter(client, alice, seller, run_waiting_jobs, mailoutbox):
    client.force_login(alice)
    client.post("/sell/members/", {"email": "bob@example.com", "role": "staff"})
    run_waiting_jobs("mail.send")
    link = re.search(r"https?://\S+(/sell/join/\S+)", mailoutbox[0].body)[1]
    bob = make_user("bob")
    client.force_login(bob)

    assert "Join Musasa Cooperative?" in client.get(link).content.decode()
    assert not Member.objects.filter(user=bob).exists()
    assert client.post(link).url == "/sell/"

    assert Member.objects.get(user=bob).role == MemberRole.STAFF
    assert client.get(link).status_code == 410


def test_link_works_for_its_address_alone_and_is_not_forged(client, alice, seller):
    invitation = invite_member(seller=seller, by=alice, email="bob@example.com")
    charlie = make_user("charlie")
    client.force_login(charlie)

    page = client.get(f"/sell/join/{invitation_token(invitation)}/").content.decode()
    assert "The letter went to another address" in page
    with pytest.raises(InvitationOver):
        accept_invitation(token=invitation_token(invitation), by=charlie)
    with pytest.raises(InvitationOver):
        accept_invitation(token="made-up", by=charlie)
    assert not Member.objects.filter(user=charlie).exists()


def test_staff_cannot_invite_or_remove(client, alice, seller):
    bob = make_user("bob")
    Member.objects.create(seller=seller, user=bob)

    with pytest.raises(OwnerNeeded):
        invite_member(seller=seller, by=bob, email="x@example.com")
    with pytest.raises(OwnerNeeded):
        remove_member(member=seller.members.get(user=alice), by=bob)
    client.force_login(bob)
    assert "Invite somebody" not in client.get("/sell/members/").content.decode()
    client.post("/sell/members/", {"email": "x@example.com", "role": "owner"})
    assert not Invitation.objects.exists()


def test_last_owner_stays(alice, seller):
    with pytest.raises(OwnerNeeded):
        remove_member(member=seller.members.get(), by=alice)


def test_nobody_is_invited_twice(alice, seller):
    first = invite_member(seller=seller, by=alice, email="bob@example.com")
    with pytest.raises(AlreadyMember):
        invite_member(seller=seller, by=alice, email="BOB@example.com")
    with pytest.raises(AlreadyMember):
        invite_member(seller=seller, by=alice, email=alice.email)

    withdraw_invitation(invitation=first, by=alice)
    invite_member(seller=seller, by=alice, email="bob@example.com")
    with pytest.raises(InvitationOver):
        accept_invitation(token=invitation_token(first), by=make_user("bob"))


def test_bad_address_is_said_at_the_field_and_kept(client, alice, seller):
    client.force_login(alice)

    answer = client.post("/sell/members/", {"email": "not-an-address", "role": "staff"})

    assert answer.status_code == 422
    assert "name@example.rw" in answer.content.decode() and "not-an-address" in answer.content.decode()


def test_removed_member_is_out_at_once(client, alice, seller):
    bob = make_user("bob")
    member = Member.objects.create(seller=seller, user=bob)
    client.force_login(alice)

    client.post(f"/sell/members/{member.pk}/remove/")

    client.force_login(bob)
    assert client.get("/sell/").url == "/sell/apply/"
