"""The officers' desk in the admin's frame."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from marketplace.history.models import Entry
from sellers.enums import EvidenceState, SellerState
from sellers.models import DeskLook, EvidenceRequirement, ReasonCode, Seller, SuspensionRequest
from sellers.services import add_file, claim, request_suspension, save_step
from sellers.tests.factories import give_evidence, make_officer, make_seller, make_user, pdf, picture, rule

pytestmark = pytest.mark.django_db
QUEUE = "/admin/sellers/seller/"


@pytest.fixture
def olive(client):
    olive = make_officer("olive")
    client.force_login(olive)
    return olive


def page_of(seller):
    return reverse("admin:sellers_seller_change", args=[seller.pk])


def do(client, seller, verb, **data):
    return client.post(reverse("admin:sellers_seller_do", args=[seller.pk, verb]), data, follow=True)


def names(client, query=""):
    return [row.seller.legal_name for row in client.get(QUEUE + query).context["cl"].queue_rows]


def waiting(name, *, days=0, **fields):
    now = timezone.now()
    return make_seller(
        legal_name=name,
        state=SellerState.SUBMITTED,
        submitted_at=now - timedelta(days=days),
        due_at=now + timedelta(days=7 - days),
        **fields,
    )


def test_admin_sign_in_is_everybodys_sign_in(client):
    answer = client.get("/admin/login/?next=/admin/sellers/seller/")

    assert answer.status_code == 302 and answer.url.startswith("/accounts/login/?next=")


def test_queue_begins_with_mine_and_unclaimed_oldest_first(client, olive):
    otto = make_officer("otto")
    waiting("Young", days=1)
    waiting("Old", days=9)
    waiting("Mine", days=4, claimed_by=olive, claimed_at=timezone.now())
    waiting("Ottos", days=6, claimed_by=otto, claimed_at=timezone.now())
    make_seller(legal_name="Approved")
    make_seller(legal_name="Draft", state=SellerState.DRAFT)

    assert names(client) == ["Old", "Mine", "Young"]
    assert names(client, "?show=waiting") == ["Old", "Ottos", "Mine", "Young"]
    assert names(client, "?show=approved") == ["Approved"]
    assert "Draft" not in names(client, "?show=all")
    assert names(client, "?q=ottos") == ["Ottos"]


def test_queue_shows_age_clock_missing_items_and_figures(client, olive):
    seller = waiting("Old", days=9)
    give_evidence(seller, "naeb-licence", state=EvidenceState.PENDING, number="1", expires_on="2030-01-01")

    page = client.get(QUEUE).content.decode()

    assert "Over the clock" in page and "9 d 0 h" in page
    assert "Certificate of registration" in page
    assert client.get(QUEUE).context["kpis"].over_clock == 1


def test_high_risk_and_new_papers_have_their_views(client, olive):
    waiting("Risky", risk="high")
    waiting("Calm")
    renewing = make_seller(legal_name="Renewing")
    give_evidence(renewing, "naeb-licence", state=EvidenceState.PENDING)
    make_seller(legal_name="Quiet")

    assert names(client, "?show=high") == ["Risky"]
    assert names(client, "?show=papers") == ["Renewing"]


def test_queue_costs_the_same_with_one_and_with_three(client, olive, django_assert_max_num_queries):
    client.get(QUEUE)
    for name in ("One", "Two", "Three"):
        give_evidence(waiting(name), "naeb-licence")
        with django_assert_max_num_queries(20):
            client.get(QUEUE)


def test_review_shows_papers_beside_the_checklist(client, olive):
    alice = make_user("alice")
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    document = add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=pdf("licence.pdf"))
    photo = add_file(seller=seller, requirement=rule("registration-certificate"), by=alice, upload=picture(name="page.jpg"))
    Seller.objects.filter(pk=seller.pk).update(state=SellerState.SUBMITTED, submitted_at=timezone.now(), due_at=timezone.now())

    page = client.get(page_of(seller) + f"?file={document.public_id}").content.decode()
    assert f'<iframe class="ro-paper" src="/sell/files/{document.public_id}/' in page
    assert "9 digits, begins with 10." in page

    page = client.get(page_of(seller) + f"?file={photo.public_id}").content.decode()
    assert f'<img src="/sell/files/{photo.public_id}/"' in page


def test_review_cost_is_bounded_and_does_not_grow_with_papers(client, olive, django_assert_max_num_queries):
    alice = make_user("alice")
    seller = make_seller(owner=alice)
    client.get(page_of(seller))
    for code in ("naeb-licence", "registration-certificate", "other-certificates"):
        add_file(seller=seller, requirement=rule(code), by=alice, upload=pdf())
        with django_assert_max_num_queries(45):
            client.get(page_of(seller))


def test_claim_verify_and_approve_by_the_buttons(client, olive):
    seller = waiting("Whole", owner=make_user("alice"))
    rows = give_evidence(seller, "registration-certificate", "naeb-licence", state=EvidenceState.PENDING, expires_on="2030-01-01")
    give_evidence(seller, "declaration", state=EvidenceState.ATTESTED)

    assert "You hold this application" in do(client, seller, "claim").content.decode()
    for row in rows:
        do(client, seller, "verify-item", evidence=row.pk)
    answer = do(client, seller, "approve", note="Welcome")

    assert "may sell" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == QUEUE
    assert Seller.objects.selling().get() == seller


def test_approve_with_items_missing_names_them_and_takes_a_reason(client, olive):
    seller = claim(seller=waiting("Half"), by=olive)

    page = do(client, seller, "approve").content.decode()
    assert "NAEB licence" in page and "write down why" in page

    do(client, seller, "approve", override_note="Confirmed by phone")
    assert Seller.objects.selling().count() == 1


def test_return_reject_and_waive_by_the_buttons(client, olive):
    seller = claim(seller=waiting("One"), by=olive)
    other = claim(seller=waiting("Two"), by=olive)

    assert "Choose a reason" in do(client, seller, "send-back").content.decode()
    do(client, seller, "waive-item", rule=rule("naeb-licence").pk, reason="Roasts for others")
    do(client, seller, "send-back", reasons=[ReasonCode.objects.get(code="page-unreadable").pk])
    do(client, other, "reject", reasons=[ReasonCode.objects.get(code="twice").pk])

    states = dict(Seller.objects.values_list("legal_name", "state"))
    assert states == {"One": SellerState.RETURNED, "Two": SellerState.REJECTED}
    assert seller.evidence.get().state == EvidenceState.WAIVED


def test_buttons_refuse_politely_when_somebody_was_faster(client, olive):
    otto = make_officer("otto")
    seller = claim(seller=waiting("Ottos"), by=otto)

    assert "A colleague has just claimed" in do(client, seller, "claim").content.decode()
    assert "Claim this application first" in do(client, seller, "approve").content.decode()
    Seller.objects.filter(pk=seller.pk).update(state=SellerState.DRAFT)
    assert client.get(page_of(seller)).status_code == 404
    Seller.objects.filter(pk=seller.pk).update(state=SellerState.RETURNED)
    assert "has moved on" in do(client, seller, "approve").content.decode()


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("nonsense", {}),
        ("verify-item", {"evidence": "abc"}),
        ("verify-item", {"evidence": "999999"}),
        ("waive-item", {"rule": "²"}),
        ("confirm-suspension", {"request": ""}),
    ],
)
def test_made_up_buttons_are_not_found(client, olive, verb, data):
    assert do(client, claim(seller=waiting("X"), by=olive), verb, **data).status_code == 404


def test_looking_never_decides(client, olive):
    seller = waiting("X")

    assert client.get(reverse("admin:sellers_seller_do", args=[seller.pk, "approve"])).status_code == 405


def test_suspension_by_two_officers(client, olive):
    seller = make_seller(legal_name="Selling")
    reason = ReasonCode.objects.get(code="complaints")
    do(client, seller, "ask-suspension", reasons=[reason.pk], note="Three reports")
    asked = SuspensionRequest.objects.get()
    assert "A second officer must confirm" in do(client, seller, "confirm-suspension", request=asked.pk).content.decode()

    client.force_login(make_officer("otto"))
    assert names(client, "?show=suspensions") == ["Selling"]
    do(client, seller, "confirm-suspension", request=asked.pk)
    assert not Seller.objects.selling().exists()


def test_ask_for_suspension_needs_its_reason(client, olive):
    assert "Choose a reason" in do(client, make_seller(), "ask-suspension", note="x").content.decode()


def test_account_is_masked_until_a_reason_is_written_and_each_reading_is_logged(client, olive):
    seller = make_seller()
    account = seller.payout_details["account"]

    assert account not in client.get(page_of(seller)).content.decode()
    assert account not in do(client, seller, "read-payout", why=" ").content.decode()
    assert not Entry.objects.filter(action="seller.payout_read").exists()

    assert account in do(client, seller, "read-payout", why="Payout bounced").content.decode()
    assert list(Entry.objects.filter(action="seller.payout_read").values_list("by", "note")) == [(olive.pk, "Payout bounced")]
    assert account not in client.get(page_of(seller)).content.decode()


def test_changes_since_the_last_look_are_marked(client, olive):
    alice = make_user("alice")
    seller = make_seller(owner=alice, state=SellerState.RETURNED, legal_name="Before Ltd")
    client.get(page_of(seller))
    DeskLook.objects.update(opened_at=timezone.now() - timedelta(hours=3))
    save_step(seller=seller, step="firm", values={"legal_name": "After Ltd"}, by=alice)
    add_file(seller=seller, requirement=rule("naeb-licence"), by=alice, upload=pdf())

    page = client.get(page_of(seller)).content.decode()

    assert "was Before Ltd" in page and "new since your look" in page and "2 changes since your last look" in page


def test_risk_names_the_other_seller(client, olive):
    first = waiting("First", tin="100000042")
    second = waiting("Second", tin="100000042")

    page = client.get(page_of(second)).content.decode()

    assert "Another seller has the same TIN." in page and page_of(first) in page


def test_rule_is_proposed_from_the_one_in_force_and_confirmed_by_another_officer(client, olive):
    row = rule("naeb-licence")
    pages = {name: reverse(f"admin:sellers_evidencerequirement_{name}", args=[row.pk]) for name in ("change", "delete")}
    newer = client.get(reverse("admin:sellers_evidencerequirement_propose_newer", args=[row.pk]))
    form = client.get(newer.url).context["adminform"].form
    data = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False, "")}
    assert data["title_zh_hans"] == row.title_zh_hans and data["hs_prefixes"] == ",".join(row.hs_prefixes) and "valid_from" not in data
    assert [int(pk) for pk in data["sectors"]] == [sector.pk for sector in row.sectors.all()]

    answer = client.post(newer.url.split("?")[0], {**data, "source": "NAEB letter of today", "valid_from": "2027-01-01"})

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    proposal = EvidenceRequirement.objects.get(state="proposed")
    assert (proposal.source, proposal.proposed_by, proposal.needs_file) == ("NAEB letter of today", olive, row.needs_file)
    assert set(proposal.sectors.all()) == set(row.sectors.all()) and rule("naeb-licence").pk == row.pk
    assert client.post(pages["change"], data).status_code == client.post(pages["delete"], {"post": "yes"}).status_code == 403
    told = [(entry.action, entry.by) for entry in Entry.objects.filter(action__startswith="evidencerequirement.")]
    assert sorted(told, key=str) == [("evidencerequirement.proposed", olive), ("evidencerequirement.sectors", olive)]
    chosen = {"action": "confirm_these", "_selected_action": [proposal.pk]}
    desk = reverse("admin:sellers_evidencerequirement_changelist")
    assert "Another officer" in client.post(desk, chosen, follow=True).content.decode()

    client.force_login(make_officer("otto"))
    assert "1 row is in force now." in client.post(desk, chosen, follow=True).content.decode()

    row.refresh_from_db()
    proposal.refresh_from_db()
    assert (proposal.state, str(row.valid_to)) == ("in_force", "2026-12-31")
    client.force_login(make_user("charlie", is_staff=True, is_demo=True))
    assert client.get(desk).status_code == client.get(newer.url).status_code == 403


def test_officers_add_no_seller_by_hand(client, olive):
    assert client.get("/admin/sellers/seller/add/").status_code == 403


def test_desk_loads_nothing_from_another_host(client, olive):
    for model, model_admin in admin.site._registry.items():
        media = model_admin.media
        assert not [path for path in (*media._js, *media._css.get("all", [])) if "//" in str(path)], model


def test_pages_of_the_desk_open(client, olive):
    seller = make_seller()
    request_suspension(seller=seller, by=olive, reason=ReasonCode.objects.get(code="complaints"), note="x")
    for state in SellerState.values:
        if state != SellerState.DRAFT:
            assert client.get(page_of(make_seller(state=state))).status_code == 200
    assert "must confirm it" in client.get(page_of(seller)).content.decode()
    for model in ("evidencerequirement", "reasoncode", "sector", "holiday"):
        assert client.get(f"/admin/sellers/{model}/").status_code == 200
