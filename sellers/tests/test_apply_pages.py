import pytest
from django.urls import reverse
from django.utils import timezone

from sellers.enums import EvidenceState, SellerState, Step
from sellers.models import Evidence, ReasonCode, Sector, Seller
from sellers.services import claim, keep_draft, return_application
from sellers.tests.factories import give_evidence, make_officer, make_seller, make_user, pdf, picture, rule

pytestmark = pytest.mark.django_db
FIRM = {
    "legal_name": "Musasa Cooperative",
    "tin": "10 000 0042",
    "registration_kind": "RCA",
    "registration_number": "rca/0042/2011",
    "sector_address": "Ruhango",
}


@pytest.fixture
def alice(client):
    alice = make_user("alice")
    client.force_login(alice)
    return alice


def step_url(step):
    return reverse("sellers:apply-step", kwargs={"step": step})


def test_stranger_reads_what_it_takes_and_signing_in_returns_to_the_step(client):
    page = client.get("/sell/apply/").content.decode()
    assert "accounts/signup/?next=/sell/apply/start/" in page

    answer = client.get(step_url("firm"))
    assert (answer.status_code, answer.url) == (302, "/accounts/login/?next=/sell/apply/firm/")


def test_office_leads_to_the_application_while_there_is_none(client, alice):
    assert client.get("/sell/").url == "/sell/apply/"


def test_begin_gives_a_draft_and_its_first_step(client, alice):
    answer = client.post("/sell/apply/start/")

    assert answer.url == step_url("sectors")
    assert list(Seller.objects.values_list("state", "members__user")) == [(SellerState.DRAFT, alice.pk)]


def test_walk_through_every_step_ends_in_the_queue(client, alice, settings):
    district = make_seller().district
    client.post("/sell/apply/start/")

    answer = client.post(step_url("sectors"), {"sectors": [Sector.objects.get(code="coffee").pk], "go": "next"})
    assert answer.url == step_url("firm")
    answer = client.post(step_url("firm"), {**FIRM, "district": district.pk, "go": "next"})
    assert answer.url == step_url("contact")
    answer = client.post(
        step_url("contact"),
        {"contact_name": "Alice", "contact_phone": "0788123456", "contact_email": "a@example.com", "language": "rw", "go": "next"},
    )
    assert answer.url == step_url("payout")
    answer = client.post(
        step_url("payout"), {"payout_kind": "momo", "momo": "0788 123 456", "momo_name": "Musasa Cooperative", "go": "next"}
    )
    assert answer.url == step_url("evidence")
    answer = client.post(
        step_url("evidence"),
        {
            "registration-certificate-files": [picture(name="one.jpg"), pdf("two.pdf")],
            "naeb-licence-number": "NAEB-1",
            "naeb-licence-expires_on": "2027-12-31",
            "naeb-licence-files": [pdf("licence.pdf", pages=2)],
            "declaration-attested": "on",
            "go": "next",
        },
    )
    assert answer.url == step_url("review")
    assert "RCA/0042/2011" in client.get(step_url("review")).content.decode()
    assert client.post("/sell/apply/send/").url == "/sell/apply/"

    seller = Seller.objects.get(members__user=alice)
    assert (seller.state, seller.tin, str(seller.contact_phone)) == (SellerState.SUBMITTED, "100000042", "+250788123456")
    assert seller.payout_details == {"momo": "+250788123456", "holder": "Musasa Cooperative"}
    shown = {row.code: (row.state, row.number, row.files.count()) for row in seller.evidence.all()}
    assert shown == {
        "registration-certificate": (EvidenceState.PENDING, "", 2),
        "naeb-licence": (EvidenceState.PENDING, "NAEB-1", 1),
        "declaration": (EvidenceState.ATTESTED, "", 0),
    }
    page = client.get("/sell/apply/").content.decode()
    assert "Place in the queue" in page and "5 working days" in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("tin", "1234567890", "A TIN has 9 digits; this one has 10."),
        ("tin", "12345678A", "A TIN has nine digits and nothing else."),
        ("tin", "１２３４５６７８９", "A TIN has nine digits and nothing else."),
        ("registration_number", "x" * 30, "at most 20 characters; this one has 30"),
        ("registration_number", "<script>", "made of letters, digits"),
        ("district", "", "Choose the district."),
        ("district", "999999", "Select a valid choice"),
        ("legal_name", "", "This field is required."),
    ],
)
def test_firm_refuses_what_is_wrong_and_keeps_everything_typed(client, alice, field, value, message):
    client.post("/sell/apply/start/")
    data = {**FIRM, "district": make_seller().district_id, "sector_address": "Ruhango cell", field: value}

    answer = client.post(step_url("firm"), {**data, "go": "next"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page and "Ruhango cell" in page
    assert Seller.objects.get(members__user=alice).legal_name == ""
    again = client.get(step_url("firm")).content.decode()
    assert message in again and "Ruhango cell" in again


def test_unusual_tin_is_said_and_accepted(client, alice):
    client.post("/sell/apply/start/")

    answer = client.post(step_url("firm"), {**FIRM, "tin": "999999999", "district": make_seller().district_id}, follow=True)

    assert "Most TINs begin with 10" in answer.content.decode()
    assert Seller.objects.get(members__user=alice).tin == "999999999"


@pytest.mark.parametrize("number", ["0798", "+250711123456", "+8613800138000", "0252123456"])
def test_contact_refuses_numbers_that_are_no_rwandan_mobiles(client, alice, number):
    client.post("/sell/apply/start/")

    answer = client.post(step_url("contact"), {"contact_name": "A", "contact_phone": number, "contact_email": "a@b.rw", "language": "en"})

    assert "begins with 72, 73, 78 or 79" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Choose one."),
        ({"payout_kind": "bank", "holder": "M", "bank": "B", "swift": "NONSENSE1", "account": "12345678"}, "A SWIFT code has 8 or 11"),
        ({"payout_kind": "bank", "holder": "M", "bank": "B", "swift": "BKIGRWRW", "account": "12"}, "5 to 34 digits"),
        ({"payout_kind": "bank", "swift": "BKIGRWRW", "account": "12345678"}, "This is needed to pay you."),
        ({"payout_kind": "momo", "momo": "12"}, "begins with 72, 73, 78 or 79"),
    ],
)
def test_payout_refuses_what_is_wrong(client, alice, data, message):
    client.post("/sell/apply/start/")

    answer = client.post(step_url("payout"), {**data, "go": "next"})

    assert answer.status_code == 422 and message in answer.content.decode()


def test_account_is_never_shown_again_and_stays_when_the_fields_are_left_empty(client, alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    account = seller.payout_details["account"]

    page = client.get(step_url("payout")).content.decode()
    client.post(step_url("payout"), {"payout_kind": "bank", "go": "next"})

    assert account not in page and seller.payout_masked in page
    assert Seller.objects.get(pk=seller.pk).payout_details["account"] == account


def test_leaving_a_step_by_back_keeps_what_was_typed(client, alice):
    client.post("/sell/apply/start/")

    answer = client.post(step_url("firm"), {"legal_name": "Half a f", "tin": "12", "go": "sectors"})

    assert answer.url == step_url("sectors")
    page = client.get(step_url("firm")).content.decode()
    assert "Half a f" in page and 'value="12"' in page


def test_autosave_keeps_what_is_typed_and_saves_it_once_it_is_whole(client, alice):
    client.post("/sell/apply/start/")

    answer = client.post(step_url("sectors") + "?autosave", {"sectors": [Sector.objects.get(code="tea").pk]})
    assert answer.content.decode().strip().startswith("Saved ")

    client.get(step_url("firm"))
    seller = Seller.objects.get(members__user=alice)
    assert ([sector.code for sector in seller.sectors.all()], seller.drafts) == (["tea"], None)


def test_sending_is_refused_while_something_typed_is_wrong(client, alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    keep_draft(seller=seller, step=Step.FIRM, typed={"legal_name": ["Musasa"], "tin": ["12"]}, by=alice)

    assert client.post("/sell/apply/send/").url == step_url("firm")
    assert Seller.objects.get(pk=seller.pk).state == SellerState.DRAFT


def test_sending_is_refused_with_the_gaps_named(client, alice):
    make_seller(owner=alice, state=SellerState.DRAFT, tin="")

    assert client.post("/sell/apply/send/").url == step_url("firm")
    assert "Give the TIN, nine digits." in client.get(step_url("review")).content.decode()


def test_bad_paper_is_named_and_the_good_one_beside_it_is_kept(client, alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    bad = picture(name="no.jpg")
    bad.file.seek(0)
    bad.file.write(b"MZ not a picture")

    answer = client.post(
        step_url("evidence"),
        {
            "naeb-licence-files": [bad],
            "naeb-licence-number": "NAEB-9",
            "registration-certificate-files": [pdf()],
            "go": "next",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no.jpg: This is not a PDF, JPEG or PNG" in page and "NAEB-9" in page and "paper.pdf" in page
    assert {row.code: row.files.count() for row in seller.evidence.all()} == {"registration-certificate": 1}
    assert "NAEB-9" in client.get(step_url("evidence")).content.decode()


def test_paper_can_be_taken_off_again(client, alice):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    client.post(step_url("evidence"), {"registration-certificate-files": [pdf()], "go": "stay"})
    file = seller.evidence.get().files.get()

    answer = client.post(step_url("evidence"), {"remove": str(file.public_id), "naeb-licence-number": "NAEB-7"})

    assert answer.url == step_url("evidence")
    assert seller.evidence.get(code="naeb-licence").number == "NAEB-7"
    assert not Evidence.objects.get(seller=seller, code="registration-certificate").files.filter(replaced_at__isnull=True).exists()


def test_returned_page_names_reasons_in_the_readers_language_and_the_step(client, alice):
    olive = make_officer()
    seller = claim(seller=make_seller(owner=alice, state=SellerState.SUBMITTED), by=olive)
    reason = ReasonCode.objects.get(code="number-differs")
    return_application(seller=seller, by=olive, reasons=[reason], note="See line two")

    page = client.get("/sell/apply/").content.decode()
    assert reason.text_en in page and "See line two" in page and step_url("firm") in page

    chinese = client.get("/zh-hans/sell/apply/").content.decode()
    assert reason.text_zh_hans in chinese and reason.text_en not in chinese


@pytest.mark.parametrize("state", [SellerState.REJECTED, SellerState.SUSPENDED, SellerState.APPROVED, SellerState.SUBMITTED])
def test_each_state_has_its_page(client, alice, state):
    make_seller(owner=alice, state=state)

    assert client.get("/sell/apply/").status_code == 200


def test_step_leads_back_when_the_application_was_sent(client, alice):
    make_seller(owner=alice, state=SellerState.SUBMITTED)

    assert client.get(step_url("firm")).url == "/sell/apply/"
    assert client.post(step_url("firm"), FIRM).url == "/sell/apply/"


def test_unknown_step_is_not_found(client, alice):
    assert client.get(step_url("nonsense")).status_code == 404


def test_take_back_is_offered_until_an_officer_holds_it(client, alice):
    seller = make_seller(owner=alice, state=SellerState.SUBMITTED)
    assert "Take it back" in client.get("/sell/apply/").content.decode()

    Seller.objects.filter(pk=seller.pk).update(claimed_by=make_officer(), claimed_at=timezone.now())
    assert "Take it back" not in client.get("/sell/apply/").content.decode()
    client.post("/sell/apply/take-back/")
    assert Seller.objects.get(pk=seller.pk).state == SellerState.SUBMITTED


def test_pages_cost_a_bounded_number_of_queries(client, alice, django_assert_max_num_queries):
    seller = make_seller(owner=alice, state=SellerState.DRAFT)
    give_evidence(seller, "naeb-licence", "registration-certificate")
    assert rule("naeb-licence").agency.code == "NAEB"

    for step in ("sectors", "firm", "contact", "payout"):
        with django_assert_max_num_queries(12):
            client.get(step_url(step))
    for step in ("evidence", "review"):
        with django_assert_max_num_queries(16):
            client.get(step_url(step))
