from datetime import timedelta

import pytest

from marketplace.history.selectors import entries_for
from sellers import office
from sellers.enums import EvidenceState
from sellers.models import Member, Seller
from sellers.office import Panel, Ready, Todo
from sellers.selectors.evidence import today
from sellers.tests.factories import give_evidence, make_seller, make_user, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    alice = make_user("alice")
    client.force_login(alice)
    return alice


def test_today_names_papers_that_need_the_seller(client, alice):
    seller = make_seller(owner=alice)
    give_evidence(seller, "naeb-licence", expires_on=today() + timedelta(days=20))
    give_evidence(seller, "registration-certificate", state=EvidenceState.REJECTED, note="Page two is dark")

    page = client.get("/sell/").content.decode()

    assert "ends in 20 days" in page and "Page two is dark" in page and "2 left" in page


def test_today_is_calm_when_nothing_waits(client, alice):
    make_seller(owner=alice, sectors=())

    assert "Nothing waits for you" in client.get("/sell/").content.decode()


def test_rooms_above_bring_their_lines(client, alice, monkeypatch):
    for name in ("_todos", "_readies", "_figures", "_panels"):
        monkeypatch.setattr(office, name, [])
    office.register_todo(lambda seller: [Todo("Later", "/x/", "Go", weight=60), Todo("Sooner", "/y/", "Go", weight=5)])
    office.register_ready(lambda seller: [Ready("Label", "good"), Ready("Lot", "bad")])
    office.register_panel(lambda seller: None)
    office.register_panel(lambda seller: Panel("sellers/apply/_saved.html", {}, 1))
    seller = make_seller(owner=alice)

    page = client.get("/sell/").content.decode()

    assert page.index("Sooner") < page.index("Later")
    assert "1 of 2" in page
    assert [todo.title for todo in office.todos_for(seller)] == ["Sooner", "Later"]


def test_evidence_page_takes_a_renewal_and_keeps_the_old_one_standing(client, alice):
    seller = make_seller(owner=alice)
    give_evidence(seller, "naeb-licence", number="OLD", expires_on=today() + timedelta(days=5))

    answer = client.post(
        "/sell/evidence/",
        {
            "naeb-licence-number": "NEW",
            "naeb-licence-issued_on": today().isoformat(),
            "naeb-licence-expires_on": (today() + timedelta(days=400)).isoformat(),
            "naeb-licence-files": [pdf()],
        },
        follow=True,
    )

    page = answer.content.decode()
    assert "renewal with an officer" in page and "The paper before it stands until" in page
    rows = seller.evidence.filter(superseded_at__isnull=True).order_by("pk")
    assert [(row.number, row.state) for row in rows] == [("OLD", EvidenceState.VERIFIED), ("NEW", EvidenceState.PENDING)]


def test_evidence_page_says_what_is_wrong_at_the_field_and_keeps_it(client, alice):
    make_seller(owner=alice)

    answer = client.post(
        "/sell/evidence/",
        {"naeb-licence-number": "N-7", "naeb-licence-issued_on": "2027-05-05", "naeb-licence-expires_on": "2020-01-01"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This day is yet to come." in page and "It cannot end before it was issued." in page and "N-7" in page


def test_owner_changes_story_and_contact_and_nothing_that_rdb_checked(client, alice):
    seller = make_seller(owner=alice)
    data = {
        "story_en": "We wash coffee.",
        "story_zh_hans": "我们水洗咖啡。",
        "contact_name": "Alice",
        "contact_phone": "0788000009",
        "contact_email": "new@example.com",
        "language": "rw",
        "legal_name": "Another Ltd",
    }

    assert client.post("/sell/firm/", data).url == "/sell/firm/"

    changed = Seller.objects.get(pk=seller.pk)
    assert (changed.story_zh_hans, str(changed.contact_phone), changed.legal_name) == (
        "我们水洗咖啡。",
        "+250788000009",
        "Musasa Cooperative",
    )
    entry = entries_for(seller)[0]
    assert entry.after["contact_email"] == "new@example.com" and entry.before["contact_email"] == "alice@example.com"


def test_staff_reads_the_firm_and_changes_nothing(client, alice):
    seller = make_seller(owner=make_user("bob"))
    Member.objects.create(seller=seller, user=alice)

    assert "Only owners" in client.get("/sell/firm/").content.decode()
    client.post(
        "/sell/firm/",
        {"story_en": "x", "contact_name": "A", "contact_phone": "0788000009", "contact_email": "a@b.rw", "language": "en"},
    )
    assert Seller.objects.get(pk=seller.pk).story_en in (None, "")


@pytest.mark.parametrize("page", ["/sell/", "/sell/evidence/", "/sell/firm/", "/sell/members/"])
def test_office_pages_cost_the_same_with_one_item_and_with_three(client, alice, page, django_assert_max_num_queries):
    seller = make_seller(owner=alice, sectors=("coffee", "crafts", "fashion"))
    client.get(page)
    costs = []
    for codes in (["naeb-licence"], ["rsb-smark", "cites"]):
        give_evidence(seller, *codes)
        with django_assert_max_num_queries(37) as queries:
            client.get(page)
        costs.append(len(queries))

    assert costs[0] == costs[1]
