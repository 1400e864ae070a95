import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from rest_framework.authtoken.models import Token

from marketplace.accounts.models import User
from marketplace.api.tests.callers import caller, refusal

TOKEN = "/api/v1/token/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def carla(db):
    user = User.objects.create_user("carla@example.com", "a-long-password")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(**changes):
    return caller().post(TOKEN, {"email": "carla@example.com", "password": "a-long-password", **changes})


def test_password_gives_the_one_token_of_the_person(carla):
    first, second = sign_in(), sign_in()

    assert (first.status_code, first.json()) == (200, {"token": Token.objects.get(user=carla).key})
    assert second.json() == first.json()


@pytest.mark.parametrize("scheme", ["Bearer", "Token", "token"])
def test_token_signs_in_by_either_name(carla, scheme):
    token = sign_in().json()["token"]

    assert caller().delete(TOKEN, headers={"Authorization": f"{scheme} {token}"}).status_code == 204
    assert refusal(caller().delete(TOKEN, headers={"Authorization": f"{scheme} {token}"}))[0] == 401


def test_wrong_password_is_a_problem_that_does_not_tell_who_exists(carla):
    wrong, unknown = sign_in(password="wrong"), sign_in(email="nobody@example.com")

    assert refusal(wrong) == refusal(unknown) == (401, "wrong-password", [])
    assert wrong.headers["WWW-Authenticate"] == "Bearer"


def test_guessing_is_429_after_a_few_tries(carla):
    statuses = [sign_in(password="wrong").status_code for _ in range(7)]

    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert refusal(sign_in()) == (429, "too-many-tries", [])


def test_person_who_left_or_never_confirmed_the_address_gets_no_token(carla):
    EmailAddress.objects.update(verified=False)
    assert refusal(sign_in()) == (403, "email-unverified", [])

    User.objects.update(is_active=False)
    assert refusal(sign_in()) == (401, "wrong-password", [])


def test_second_factor_is_asked_for_where_the_person_has_one(carla):
    TOTP.activate(carla, SECRET)
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))

    assert refusal(sign_in()) == (401, "second-factor", ["/code"])
    assert refusal(sign_in(code="000000" if code != "000000" else "111111")) == (401, "second-factor", ["/code"])
    assert sign_in(code=code).status_code == 200


@pytest.mark.parametrize("body", [{}, {"email": "x"}, {"email": "a@b.cd", "password": "\x00"}, {"email": "a@b.cd", "password": ["x"]}, 7])
def test_body_of_another_shape_is_400(db, body):
    assert refusal(caller().post(TOKEN, body))[0] == 400


def test_session_of_another_person_does_not_matter(carla):
    browser = caller()
    browser.force_login(User.objects.create_user("charlie@example.com"))

    answer = browser.post(TOKEN, {"email": "carla@example.com", "password": "a-long-password"})

    assert answer.status_code == 200


def test_spoilt_token_is_401_even_where_none_is_needed(db):
    assert refusal(caller().get("/api/v1/sellers/", headers={"Authorization": "Bearer nonsense"}))[0] == 401
