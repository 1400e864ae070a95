"""Another firm's people and strangers meet 404 or a sign-in, never a fact; and there is something to leak."""

import pytest
from django.http import Http404
from django.urls import reverse

from sellers.enums import SellerState
from sellers.exceptions import ConflictOfInterest
from sellers.models import Member, Seller
from sellers.selectors import get_seller_for, seller_for
from sellers.services import add_file, claim
from sellers.tests.factories import make_officer, make_seller, make_user, pdf, rule

pytestmark = pytest.mark.django_db
OFFICE = ["sellers:office", "sellers:evidence", "sellers:firm", "sellers:members"]


@pytest.fixture
def alices(db):
    alice = make_user("alice")
    seller = make_seller(owner=alice, legal_name="Alices Secret Ltd", tin="100009999")
    return alice, seller, add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=pdf())


def url_of(file):
    return reverse("sellers:file", args=[file.public_id])


def test_paper_opens_for_its_firm_and_for_officers_alone(client, alices):
    alice, seller, file = alices
    bob, charlie, dora, olive = make_user("bob"), make_user("charlie"), make_user("dora"), make_officer("olive")
    Member.objects.create(seller=seller, user=bob)
    make_seller(owner=dora)
    staff = make_user("stan", is_staff=True, is_demo=True)

    seen = {}
    for person in (alice, bob, charlie, dora, olive, staff):
        client.force_login(person)
        seen[person.name] = client.get(url_of(file)).status_code
    client.logout()
    seen["nobody"] = client.get(url_of(file)).status_code

    assert seen == {"Alice": 200, "Bob": 200, "Charlie": 404, "Dora": 404, "Olive": 200, "Stan": 404, "nobody": 404}


def test_paper_is_served_so_that_nothing_guesses_runs_or_keeps_it(client, alices):
    alice, _seller, file = alices
    client.force_login(alice)

    answer = client.get(url_of(file))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'inline; filename="paper.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get(url_of(file) + "?download")["Content-Disposition"].startswith("attachment")


def test_private_files_are_not_below_media(client, alices, settings):
    _alice, _seller, file = alices

    assert not file.file.path.startswith(str(settings.MEDIA_ROOT))
    assert client.get(settings.MEDIA_URL + file.file.name).status_code == 404


@pytest.mark.parametrize("page", OFFICE)
def test_office_shows_nothing_to_others(client, alices, page):
    make_seller(owner=(dora := make_user("dora")), legal_name="Doras")
    client.force_login(dora)
    text = client.get(reverse(page)).content.decode()
    assert "Doras" in text and "Alices Secret" not in text

    client.force_login(make_user("charlie"))
    assert client.get(reverse(page)).url == reverse("sellers:apply")

    client.logout()
    assert client.get(reverse(page)).url.startswith("/accounts/login/")


def test_switching_works_for_ones_own_firms_alone(client, alices):
    _alice, secret, _file = alices
    dora = make_user("dora")
    first, second = make_seller(owner=dora, legal_name="First"), make_seller(owner=dora, legal_name="Second")
    client.force_login(dora)

    assert client.post("/sell/switch/", {"seller": second.slug}).url == "/sell/"
    assert "Second" in client.get("/sell/members/").content.decode()
    assert client.post("/sell/switch/", {"seller": secret.slug}).status_code == 404
    assert client.post("/sell/switch/").status_code == 404
    assert seller_for(dora) == first
    with pytest.raises(Http404):
        get_seller_for(dora, secret.slug)


def test_members_and_invitations_of_others_cannot_be_touched(client, alices):
    alice, seller, _file = alices
    invitation = seller.invitations.create(email="x@example.com", invited_by=alice)
    dora = make_user("dora")
    make_seller(owner=dora)
    client.force_login(dora)

    assert client.post(reverse("sellers:member-remove", args=[seller.members.get().pk])).status_code == 404
    assert client.post(reverse("sellers:invitation-withdraw", args=[invitation.pk])).status_code == 404
    assert client.post(reverse("sellers:evidence"), {"remove": str(_file.public_id)}).status_code == 404
    assert seller.members.count() == 1


def test_suspended_firm_keeps_its_office(client):
    alice = make_user("alice")
    make_seller(owner=alice, state=SellerState.SUSPENDED)
    client.force_login(alice)

    assert "Your sales are suspended" in client.get("/sell/").content.decode()


def test_desk_is_closed_to_everybody_but_officers(client, alices):
    _alice, seller, _file = alices
    addresses = [
        reverse("admin:sellers_seller_changelist"),
        reverse("admin:sellers_seller_change", args=[seller.pk]),
    ]
    do = reverse("admin:sellers_seller_do", args=[seller.pk, "claim"])

    for person in (None, make_user("charlie"), seller.members.get().user):
        if person:
            client.force_login(person)
        for address in addresses:
            assert client.get(address).status_code in (302, 403)
        assert client.post(do).status_code in (302, 403)
    client.force_login(make_user("stan", is_staff=True, is_demo=True))
    assert client.get(addresses[0]).status_code == 403
    assert client.get(addresses[1]).status_code == 404
    assert client.post(do).status_code == 404
    assert Seller.objects.get(pk=seller.pk).claimed_by is None


def test_officer_who_works_for_a_firm_cannot_decide_about_it(client, alices):
    olive = make_officer("olive")
    _alice, seller, _file = alices
    Member.objects.create(seller=seller, user=olive)

    with pytest.raises(ConflictOfInterest):
        claim(seller=seller, by=olive)
