"""What the environment may say, and what is answered when it says it wrong. Settings are read in a process of their own."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from marketplace.environment import embedded_service, s3_storages, secret_from_file

CLEAN = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")}
PRODUCTION = {
    "DATABASE_URL": "postgres://isoko:pw@db.example/isoko",
    "SECRET_KEY": "s" * 60 + "ecret",
    "FIELD_KEYS": "new-key,old-key",
    "ALLOWED_HOSTS": "isoko.example,.isoko.example",
}


def read_settings(tmp_path, names: list[str], **told: str) -> subprocess.CompletedProcess:
    words = f"import json; from django.conf import settings as s; print(json.dumps({{n: getattr(s, n) for n in {names}}}, default=str))"
    environment = {**CLEAN, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "marketplace.settings", **told}
    return subprocess.run([sys.executable, "-c", words], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=60)


def told_by(tmp_path, names: list[str], **told: str) -> dict:
    done = read_settings(tmp_path, names, **told)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FIELD_KEYS"])
def test_production_refuses_to_start_when_a_secret_is_missing(tmp_path, missing):
    told = {name: value for name, value in PRODUCTION.items() if name != missing}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={**CLEAN, "VAR_DIR": str(tmp_path), **told},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"DATABASE_URL is set, so this is not the embedded default any more, and {missing} must be set too: ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_production_is_safe_when_only_the_contract_is_set(tmp_path):
    names = [
        "SITE_URL",
        "HTTPS",
        "DEBUG",
        "DEMO",
        "FIELD_KEYS",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "ALLAUTH_TRUSTED_PROXY_COUNT",
    ]

    assert told_by(tmp_path, names, **PRODUCTION) == {
        "SITE_URL": "https://isoko.example",
        "HTTPS": True,
        "DEBUG": False,
        "DEMO": False,
        "FIELD_KEYS": ["new-key", "old-key"],
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_embedded_default_needs_nothing_and_keeps_its_secrets(tmp_path):
    names = ["SECRET_KEY", "FIELD_KEYS", "DEBUG", "DEMO", "HTTPS", "ALLOWED_HOSTS"]
    first = told_by(tmp_path, names)

    assert told_by(tmp_path, names) == first
    assert (first["DEBUG"], first["DEMO"], first["HTTPS"]) == (False, True, False)
    assert first["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert oct((tmp_path / "secrets" / "secret_key").stat().st_mode)[-3:] == "600"


def test_secret_is_the_same_for_all_when_two_start_at_once(tmp_path):
    words = f"from pathlib import Path; from marketplace.environment import secret_from_file as f; print(f(Path({str(tmp_path)!r}), 'k'))"
    starters = [subprocess.Popen([sys.executable, "-c", words], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    assert len({starter.communicate(timeout=60)[0] for starter in starters} | {secret_from_file(tmp_path, "k") + "\n"}) == 1


def test_replicas_are_read_through_the_router_when_they_are_named(tmp_path):
    told = told_by(
        tmp_path,
        ["REPLICAS", "DATABASE_ROUTERS", "DATABASES", "MIDDLEWARE"],
        **PRODUCTION,
        DATABASE_REPLICA_URLS="postgres://isoko:pw@r1.example/isoko,postgres://isoko:pw@r2.example/isoko",
    )

    assert told["REPLICAS"] == ["replica1", "replica2"]
    assert [told["DATABASES"][alias]["HOST"] for alias in told["REPLICAS"]] == ["r1.example", "r2.example"]
    assert told["DATABASE_ROUTERS"] == ["marketplace.replicas.ReplicaRouter"]
    assert told["MIDDLEWARE"][0] == "marketplace.replicas.ReplicaMiddleware"


def test_sentry_is_off_until_it_is_configured(tmp_path):
    words = "from django.conf import settings; settings.DEBUG; import sentry_sdk; print(sentry_sdk.get_client().is_active())"
    environment = {**CLEAN, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "marketplace.settings"}

    def is_active(**told: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", words], cwd=settings.BASE_DIR, env={**environment, **told}, capture_output=True, text=True, timeout=60
        ).stdout.strip()

    assert (is_active(), is_active(SENTRY_DSN="http://key@127.0.0.1:1/1")) == ("False", "True")


def test_photos_are_public_and_papers_private_when_storage_is_elsewhere():
    from django.core.files.storage.handler import StorageHandler

    configured, origin = s3_storages("s3://KEY:se%2Fcret@s3.example:9000/shop?region=eu-1")
    storages = StorageHandler({**configured, "staticfiles": {"BACKEND": "django.core.files.storage.InMemoryStorage"}})

    assert origin == "https://s3.example:9000"
    assert storages["default"].url("p/1.jpg") == "https://s3.example:9000/shop/media/p/1.jpg"
    paper = storages["private"].url("papers/1.pdf")
    assert paper.startswith("https://s3.example:9000/shop/private/papers/1.pdf?") and "X-Amz-Signature=" in paper
    assert storages["private"].secret_key == "se/cret"


def test_pictures_come_from_the_named_host_when_one_stands_before_the_storage():
    configured, origin = s3_storages("s3://KEY:secret@s3.example/shop?pictures=pictures.example")

    assert (origin, configured["default"]["OPTIONS"]["custom_domain"]) == ("https://pictures.example", "pictures.example")


@pytest.mark.parametrize(
    "url", ["s3://s3.example/shop", "s3://K:S@s3.example/", "s3://K:S@s3.example/a/b", "gs://K:S@s3.example/shop", "shop"]
)
def test_storage_is_refused_when_its_address_is_not_whole(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL must read s3://KEY:SECRET@ENDPOINT/BUCKET"):
        s3_storages(url)


def test_service_is_known_while_its_house_lives(tmp_path):
    house = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    (tmp_path / "embedded.json").write_text(json.dumps({"postgres": "postgres://here", "pid": house.pid}))
    assert embedded_service(tmp_path, "postgres") == "postgres://here"

    house.kill()
    house.wait()

    assert embedded_service(tmp_path, "postgres") == ""
    assert embedded_service(tmp_path / "elsewhere", "postgres") == ""
