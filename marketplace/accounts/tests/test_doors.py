"""Who gets in, and who does not: letters that do not block, any case of address, rate limits, the second factor of staff.
The pages themselves are tried in marketplace/look/tests/test_account_pages.py."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError

from marketplace.accounts.models import User
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits live in the cache; each test begins with none used."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def alice() -> User:
    user = User.objects.create_user("alice@example.com", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, login: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": login, "password": password})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_code_travels_by_job_and_is_forgotten_when_it_left(client, run_waiting_jobs):
    client.post("/accounts/signup/", {"email": "carla@example.com", "password1": PASSWORD, "agree": "on"})
    assert mail.outbox == []
    assert not is_signed_in(client)

    run_waiting_jobs()

    code = re.search(r"^    (\S+)$", mail.outbox[0].body, re.MULTILINE)[1]
    assert Job.objects.get().payload == {"to": ["carla@example.com"]}
    client.post("/accounts/confirm-email/", {"code": code})
    assert is_signed_in(client)


def test_waiting_letter_is_not_shown_at_the_desk(client, alice):
    admin = User.objects.create_superuser("admin@example.com", is_demo=True)
    client.post("/accounts/password/reset/", {"email": alice.email})
    job = Job.objects.get(kind="mail.post")
    assert "/password/reset/key/" in job.payload["text"]

    client.force_login(admin)
    page = client.get(f"/admin/jobs/job/{job.pk}/change/").content.decode()

    assert ("mail.post" in page, "/password/reset/key/" in page) == (True, False)


def test_new_person_keeps_the_language_they_signed_up_in(client, run_waiting_jobs):
    client.post("/zh-hans/accounts/signup/", {"email": "carla@example.com", "password1": PASSWORD, "agree": "on"})

    assert User.objects.get().language == "zh-hans"


@pytest.mark.parametrize("typed", ["alice@example.com", "Alice@Example.com", "ALICE@EXAMPLE.COM"])
def test_address_is_known_in_any_case(client, alice, typed):
    sign_in(client, typed)

    assert is_signed_in(client)


def test_address_cannot_be_taken_twice_in_another_case(alice):
    with pytest.raises(IntegrityError):
        User.objects.create_user("ALICE@example.com")


def test_sign_up_with_a_known_address_tells_only_its_owner(client, alice, run_waiting_jobs):
    answer = client.post("/accounts/signup/", {"email": "Alice@example.com", "password1": PASSWORD, "agree": "on"}, follow=True)
    run_waiting_jobs()

    assert "already" not in answer.content.decode()
    assert (mail.outbox[0].to, User.objects.count()) == (["alice@example.com"], 1)


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password123"])
def test_weak_password_is_refused_at_its_field(client, weak):
    answer = client.post("/accounts/signup/", {"email": "carla@example.com", "password1": weak, "agree": "on"})

    assert (answer.status_code, "password1" in answer.context["form"].errors, User.objects.count()) == (200, True, 0)
    assert 'value="carla@example.com"' in answer.content.decode()


def test_guessing_is_stopped_even_when_the_last_guess_is_right(client, alice):
    for n in range(6):
        sign_in(client, alice.email, f"guess-{n}")

    answer = sign_in(client, alice.email)

    assert not is_signed_in(client)
    assert "Too many failed login attempts" in answer.content.decode()


def test_unverified_person_is_not_let_in(client):
    User.objects.create_user("carla@example.com", PASSWORD)

    sign_in(client, "carla@example.com")

    assert not is_signed_in(client)


def make_officer(**fields) -> User:
    return User.objects.create_user("officer@example.com", PASSWORD, **{"is_staff": True, "is_superuser": True, **fields})


def test_officer_without_a_second_factor_is_asked_to_set_one_up(client):
    client.force_login(make_officer())

    assert client.get("/admin/sellers/seller/?q=x").url == "/accounts/2fa/totp/activate/?next=/admin/sellers/seller/"
    assert client.post("/admin/accounts/user/add/", {}).status_code == 302


def test_officer_with_a_second_factor_is_let_in(client):
    officer = make_officer()
    TOTP.activate(officer, generate_totp_secret())
    client.force_login(officer)

    assert client.get("/admin/").status_code == 200


def test_officer_with_a_second_factor_is_not_in_with_the_password_alone(client):
    officer = make_officer()
    EmailAddress.objects.create(user=officer, email=officer.email, verified=True, primary=True)
    TOTP.activate(officer, generate_totp_secret())

    answer = sign_in(client, officer.email)

    assert (answer.url.partition("?")[0], is_signed_in(client)) == ("/accounts/2fa/authenticate/", False)


def test_demo_officer_needs_no_second_factor(client):
    client.force_login(make_officer(is_demo=True))

    assert client.get("/admin/").status_code == 200


def test_desk_has_no_side_door_with_a_password_alone(client):
    make_officer()

    answer = client.post("/admin/login/", {"username": "officer@example.com", "password": PASSWORD})

    assert (answer.status_code, answer.url.partition("?")[0], is_signed_in(client)) == (302, "/accounts/login/", False)


def test_stranger_finds_no_desk(client, alice):
    client.force_login(alice)

    answer = client.get("/admin/accounts/user/")

    assert answer.status_code in (302, 403)
    assert "/admin/login/" in getattr(answer, "url", "/admin/login/")


def test_doors_speak_chinese_throughout(client, db):
    page = client.post("/zh-hans/accounts/signup/", {"email": "nobody", "password1": "123", "agree": "on"}).content.decode()

    assert "请输入有效的邮箱。" in page
    assert "密码太短，至少 10 个字符。" in page
    assert "This password" not in page
    assert "你的" not in page


def test_signing_in_and_out_keeps_the_readers_language(client, alice):
    entered = client.post("/zh-hans/accounts/login/", {"login": alice.email, "password": PASSWORD})
    left = client.post("/zh-hans/accounts/logout/")

    assert (entered.url, left.url) == ("/zh-hans/", "/zh-hans/")
