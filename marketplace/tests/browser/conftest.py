"""A real Chromium before a real server with a real worker behind it."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest


def database_url() -> str:
    """The test database in the form another process reads."""
    from django.db import connection

    told = connection.settings_dict
    host = told["HOST"] or told["OPTIONS"].get("host", "")
    if host.startswith("/"):
        return f"postgres://{quote(told['USER'])}@/{told['NAME']}?{urlencode({'host': host})}"
    return f"postgres://{quote(told['USER'])}:{quote(told['PASSWORD'] or '')}@{host}:{told['PORT'] or 5432}/{told['NAME']}"


@pytest.fixture
def house(live_server, sandbox, transactional_db, settings, tmp_path):
    """The address of the running house: pages in this process, jobs in a Celery worker with beat beside it."""
    import redis

    from marketplace.embedded import programs

    settings.SITE_URL = live_server.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "VAR_DIR": str(tmp_path),
        "SITE_URL": live_server.url,
        "SANDBOX_URL": sandbox,
        "SANDBOX_DIR": str(settings.SANDBOX_DIR),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PRIVATE_ROOT": str(settings.PRIVATE_ROOT),
        "HTTPS": "0",
        "DEMO": "1",
        "LOG_LEVEL": "WARNING",
    }
    # The worker speaks for the same shop as these pages: with the same keys.
    (settings.VAR_DIR / "secrets").mkdir(parents=True, exist_ok=True)
    (tmp_path / "secrets").symlink_to(settings.VAR_DIR / "secrets")
    log = (tmp_path / "house.log").open("w")
    words = [programs.worker(concurrency=2), programs.beat(tmp_path)]
    told = {"cwd": settings.BASE_DIR, "env": environment, "stdout": log, "stderr": log, "start_new_session": True}
    running = [subprocess.Popen(command, **told) for command in words]
    yield live_server.url
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    log.close()
    print((tmp_path / "house.log").read_text()[-4000:])  # noqa: T201 - pytest shows it when the journey fails


@pytest.fixture
def letters(tmp_path):
    """Call it with an address to read the letters sent to it, newest last."""

    def read(to: str) -> list[str]:
        import email
        from email import policy

        found = []
        for path in sorted(Path(tmp_path / "mail").glob("*.log"), key=lambda p: p.stat().st_mtime):
            message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            if to in str(message["To"]):
                found.append(f"{message['Subject']}\n{message.get_body(('plain',)).get_content()}")
        return found

    return read


@pytest.fixture
def wait_for_letter(letters):
    """Call it with an address and a word of the letter to wait for; gives the letter."""

    def wait(to: str, word: str, seconds: float = 20) -> str:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if found := [letter for letter in letters(to) if word in letter]:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no letter to {to} with {word!r}; there are {letters(to)}")

    return wait
