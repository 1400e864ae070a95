"""Allauth's pages in our look, walked as people walk them."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model

PASSWORD = "a long enough phrase"
FORBIDDEN = re.compile(r'\sstyle="|\son[a-z]+=|<script>')


@pytest.fixture
def alice(db):
    user = get_user_model().objects.create_user(email="alice@example.com", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def read(answer) -> str:
    """The page, if it is one of ours and keeps the content policy."""
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="site__acts"' in page
    assert not FORBIDDEN.search(page)
    return page


def test_person_signs_up_with_the_code_from_the_mail(client, db, mailoutbox, run_waiting_jobs):
    read(client.get("/accounts/signup/"))

    answer = client.post("/accounts/signup/", {"email": "carla@example.com", "password1": PASSWORD, "agree": "on"}, follow=True)
    assert "We sent a code to" in read(answer)
    run_waiting_jobs()
    code = re.search(r"^    (\S+)$", mailoutbox[0].body, re.MULTILINE)[1]
    assert "Isoko" in mailoutbox[0].subject
    wrong = read(client.post("/accounts/confirm-email/", {"code": "AAAAAA"}, follow=True))
    assert 'aria-invalid="true"' in wrong
    client.post("/accounts/confirm-email/", {"code": code})

    assert EmailAddress.objects.get(email="carla@example.com").verified


def test_refused_sign_in_keeps_the_address_and_says_why(client, alice):
    page = read(client.post("/accounts/login/", {"login": alice.email, "password": "wrong"}))

    assert f'value="{alice.email}"' in page
    assert "One thing to fix" in page
    assert 'role="alert"' in page


def test_password_is_reset_by_mail(client, alice, mailoutbox, run_waiting_jobs):
    page = read(client.post("/accounts/password/reset/", {"email": alice.email}, follow=True))
    assert "Look into your mail" in page
    run_waiting_jobs()
    address = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[0].body)[1]

    form = client.get(address, follow=True)
    read(form)
    done = client.post(form.request["PATH_INFO"], {"password1": PASSWORD + "!", "password2": PASSWORD + "!"}, follow=True)

    assert "Password changed" in read(done)
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD + "!")


def test_used_reset_link_offers_a_new_one(client, db):
    assert "Send a new link" in read(client.get("/accounts/password/reset/key/1-set-password/", follow=True))


def test_stranger_to_the_house_gets_a_mail_instead_of_a_hint(client, db, mailoutbox, run_waiting_jobs):
    page = read(client.post("/accounts/password/reset/", {"email": "charlie@example.com"}, follow=True))

    assert "Look into your mail" in page
    run_waiting_jobs()
    assert "There is no account with that address" in mailoutbox[0].body


def figures(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_second_step_is_turned_on_used_and_backed_by_codes(client, alice):
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert "Turned off" in read(client.get("/accounts/2fa/"))

    page = read(client.get("/accounts/2fa/totp/activate/", follow=True))
    if "Is it still you?" in page:
        page = read(client.post("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": PASSWORD}, follow=True))
    secret = re.search(r'<code class="codes">(\w+)</code>', page)[1]
    assert 'src="data:image/svg+xml' in page
    assert 'aria-invalid="true"' in read(client.post("/accounts/2fa/totp/activate/", {"code": "000000"}))
    codes = read(client.post("/accounts/2fa/totp/activate/", {"code": figures(secret)}, follow=True))
    assert "Recovery codes" in codes
    listed = read(client.get("/accounts/2fa/recovery-codes/"))
    code = re.search(r"<li>([0-9a-z-]{6,})</li>", listed)[1]
    read(client.get("/accounts/2fa/totp/deactivate/"))
    read(client.get("/accounts/2fa/recovery-codes/generate/"))

    client.logout()
    second = read(client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD}, follow=True))
    assert "Second step" in second
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.session.get("_auth_user_id") == str(alice.pk)


@pytest.mark.parametrize("path", ["email/", "password/change/", "2fa/", "logout/"])
@pytest.mark.parametrize("root", ["", "/zh-hans", "/fr"])
def test_account_pages_open_in_every_language(client, alice, root, path):
    client.force_login(alice)

    read(client.get(f"{root}/accounts/{path}"))
