"""The notice, a member's page and a guest's: who may see what, and what each button does."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.privacy.enums import Agreed, RequestKind, RequestState
from marketplace.privacy.models import AgreedNotice, NoticeText, PersonRequest
from marketplace.privacy.notice import version_now
from marketplace.privacy.people import member
from marketplace.privacy.registry import holdings
from marketplace.privacy.services.asking import ask_for_copy
from orders.privacy import guest_of_order
from orders.tests.factories import make_group, make_order, make_user
from orders.tests.privacy.test_erasing import cooled, delivered

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


def signed_in(client, user):
    """And asked a moment ago whether it is still them."""
    client.force_login(user)
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


def test_notice_names_every_holding_and_cannot_be_older_than_the_list(client):
    page = client.get("/privacy/").content.decode()

    assert set(re.findall(r'<dl class="privacy__row" id="([\w.]+)"', page)) == {holding.code for holding in holdings()}
    assert version_now() in page
    assert client.get("/zh-hans/privacy/").status_code == 200
    assert client.get("/privacy/0123456789ab/").status_code == 404


def test_notice_changes_its_version_with_a_period(client, hub):
    from marketplace.approval.services import confirm, propose
    from marketplace.privacy.keeping import forget_periods
    from marketplace.privacy.models import KeepingPeriod
    from marketplace.privacy.notice import forget_versions

    before = version_now()
    row = KeepingPeriod(code="orders.carts", days=45, valid_from=timezone.now().date(), source="a test")
    propose(row=row, by=make_user("olive"))
    confirm(row=row, by=make_user("oscar"))
    forget_periods()
    forget_versions()

    assert version_now() != before
    assert "45 days" in client.get("/privacy/").content.decode()


def test_sign_up_records_the_version_agreed_to_and_asks_for_the_tick(client):
    facts = {"email": "carla@example.com", "password1": "not-the-usual-word"}
    refused = client.post("/accounts/signup/", facts)
    assert "Tick this to make an account" in refused.content.decode()
    assert not AgreedNotice.objects.exists()

    client.post("/accounts/signup/", {**facts, "agree": "on"}, REMOTE_ADDR="192.0.2.7")

    row = AgreedNotice.objects.get()
    assert (row.what, row.user.email, row.version, row.language, row.ip) == (
        Agreed.ACCOUNT,
        "carla@example.com",
        version_now(),
        "en",
        "192.0.2.7",
    )
    assert NoticeText.objects.get().version == row.version
    assert client.get(f"/privacy/{row.version}/").status_code == 200


@pytest.mark.parametrize("address", ["", "copy/", "erasure/"])
def test_stranger_is_led_to_the_sign_in(client, address):
    answer = client.get(f"/accounts/privacy/{address}")

    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]


def test_old_sign_in_is_asked_whether_it_is_still_them(client):
    client.force_login(make_user("carla"))

    for address in ("copy/", "erasure/"):
        assert "reauthenticate" in client.get(f"/accounts/privacy/{address}")["Location"]
        assert "reauthenticate" in client.post(f"/accounts/privacy/{address}", {"sure": "on"})["Location"]
    assert not PersonRequest.objects.exists()


def test_member_gets_a_copy_and_a_stranger_does_not(client, run_waiting_jobs):
    carla = make_user("carla")
    signed_in(client, carla)

    answer = client.post("/accounts/privacy/copy/", follow=True)
    assert "We are putting your copy together" in answer.content.decode()
    run_waiting_jobs("privacy.export")
    row = PersonRequest.objects.get()
    file = client.get(f"/accounts/privacy/copy/{row.public_id}/file/")

    assert file.status_code == 200 and b"".join(file.streaming_content)[:2] == b"PK"
    assert "Your copy is ready." in client.get(f"/accounts/privacy/copy/{row.public_id}/", headers={"HX-Request": "true"}).content.decode()
    PersonRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/accounts/privacy/copy/{row.public_id}/file/").status_code == 404
    client.logout()
    signed_in(client, make_user("charlie"))
    assert client.get(f"/accounts/privacy/copy/{row.public_id}/").status_code == 404
    assert client.get(f"/accounts/privacy/copy/{row.public_id}/file/").status_code == 404


def test_member_asks_for_erasure_and_takes_it_back(client):
    carla = make_user("carla")
    signed_in(client, carla)

    assert "This stays, and until when" in client.get("/accounts/privacy/erasure/").content.decode()
    assert client.post("/accounts/privacy/erasure/").status_code == 422
    asked = client.post("/accounts/privacy/erasure/", {"sure": "on"}, follow=True).content.decode()
    assert "Take it back" in asked
    client.post("/accounts/privacy/erasure/undo/")

    assert PersonRequest.objects.get().state == RequestState.TAKEN_BACK


def test_open_order_is_named_with_its_address(client):
    carla = make_user("carla")
    group = make_group(user=carla)
    signed_in(client, carla)

    answer = client.post("/accounts/privacy/erasure/", {"sure": "on"})

    assert answer.status_code == 422
    assert f'<a href="/orders/{group.number}/">Order {group.number} is not finished.</a>' in answer.content.decode()


def test_sign_in_ends_with_the_erasure(client):
    from marketplace.privacy.services.asking import ask_for_erasure
    from marketplace.privacy.services.erasing import erase_person

    carla = make_user("carla")
    signed_in(client, carla)
    row = cooled(ask_for_erasure(person=member(carla)))
    erase_person(request_id=row.pk)

    assert client.get("/accounts/privacy/").status_code == 302
    client.logout()
    assert client.post("/accounts/login/", {"login": carla.email, "password": PASSWORD}).status_code == 200


def test_guest_with_link_and_address_is_served_and_others_are_not(client, run_waiting_jobs):
    group = delivered()
    address = f"/orders/{group.number}/privacy/"

    assert client.get(address).status_code == 404
    assert client.get(f"{address}?key=wrong").status_code == 404
    assert client.get(f"{address}?key={group.access_token}").status_code == 200
    wrong = client.post(address, {"do": "erase", "email": "charlie@example.com", "sure": "on"})
    assert wrong.status_code == 422 and not PersonRequest.objects.exists()
    client.post(address, {"do": "copy", "email": group.email})
    client.post(address, {"do": "erase", "email": group.email.upper(), "sure": "on"})
    run_waiting_jobs("privacy.export")

    kinds = {row.kind: row for row in PersonRequest.objects.all()}
    assert {kind: row.state for kind, row in kinds.items()} == {RequestKind.EXPORT: "done", RequestKind.ERASURE: "asked"}
    assert client.get(f"{address}{kinds[RequestKind.EXPORT].public_id}/").status_code == 200
    client.post(address, {"do": "undo"})
    assert PersonRequest.objects.get(kind=RequestKind.ERASURE).state == RequestState.TAKEN_BACK


def test_guest_s_copy_is_masked_where_it_is_a_personal_number(run_waiting_jobs):
    group = delivered()
    row = ask_for_copy(person=guest_of_order(group.number))
    run_waiting_jobs("privacy.export")
    row.refresh_from_db()

    import json
    import zipfile

    with row.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("data.json"))
    (named,) = [part["rows"] for part in data["holdings"] if part["code"] == "orders.real_name"]
    assert "number" not in named[0] and "*" in named[0]["masked_number"]


def test_wrong_addresses_are_counted(client):
    group = delivered()
    address = f"/orders/{group.number}/privacy/"
    client.get(f"{address}?key={group.access_token}")

    answers = [client.post(address, {"do": "copy", "email": f"c{n}@example.com"}).status_code for n in range(7)]

    assert answers == [422] * 5 + [429] * 2


def test_member_s_order_leads_its_owner_to_the_account_s_page(client):
    carla = make_user("carla")
    group = make_order(user=carla).group
    client.force_login(carla)

    assert client.get(f"/orders/{group.number}/privacy/")["Location"] == "/accounts/privacy/"


def test_desk_sees_requests_and_not_whose_they_are(client):
    from sellers.tests.factories import make_officer

    carla = make_user("carla")
    ask_for_copy(person=member(carla))
    PersonRequest.objects.update(answer_by=timezone.now().date() - timedelta(days=1))
    client.force_login(make_officer())

    page = client.get("/admin/privacy/personrequest/").content.decode()
    one = client.get(f"/admin/privacy/personrequest/{PersonRequest.objects.get().pk}/change/").content.decode()

    assert "Copy of the data" in page
    for told in (page, one):
        assert carla.email not in told
    assert "1 is late" in client.get("/admin/").content.decode()
