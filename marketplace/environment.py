"""What the environment says, read once at start; what it says wrong is refused in a sentence that tells what to write instead."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
EMBEDDED = not env("DATABASE_URL", default="")


def secret_from_file(directory: Path, name: str) -> str:
    """The secret kept under `var/secrets`, made once on the first start, whoever of several starters comes first."""
    path = directory / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".{name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # the other was first: both use that one
        fresh.unlink()
    return path.read_text()


def required(value: str, name: str, what: str) -> str:
    """The value; outside the embedded default nothing secret is made up. Raises ImproperlyConfigured."""
    if not value:
        raise ImproperlyConfigured(
            f"DATABASE_URL is set, so this is not the embedded default any more, and {name} must be set too: {what}. "
            'Make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return value


def together(name: str, **others: str) -> None:
    """What must be set as well where `name` is. Raises ImproperlyConfigured."""
    if missing := [other for other, value in others.items() if not value]:
        raise ImproperlyConfigured(f"{name} is set, so {', '.join(missing)} must be set too.")


def origin_of(url: str) -> str:
    """Scheme and host, as a content policy names them."""
    told = urlsplit(url)
    return f"{told.scheme}://{told.netloc}"


def embedded_service(directory: Path, name: str) -> str:
    """The address at which `manage.py up` runs the embedded service; empty while it is not up, also when it was killed."""
    path = directory / "embedded.json"
    told = json.loads(path.read_text()) if path.exists() else {}
    return told.get(name, "") if _lives(told.get("pid")) else ""


def _lives(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except PermissionError:
        return True
    except ProcessLookupError:
        return False
    return pid is not None


def s3_storages(url: str) -> tuple[dict, str]:
    """Storages on an S3-compatible service, and the origin that pictures are loaded from.

    `s3://KEY:SECRET@ENDPOINT[:PORT]/BUCKET[?region=…&scheme=http&pictures=HOST]`; special characters in the secret are written %XX.
    Photos go under `media/` (to be readable by everyone), evidence and papers under `private/` (by nobody but us). Raises
    ImproperlyConfigured."""
    told = urlsplit(url)
    bucket, more = told.path.strip("/"), {name: values[-1] for name, values in parse_qs(told.query).items()}
    if told.scheme != "s3" or not (told.username and told.password and told.hostname and bucket) or "/" in bucket:
        raise ImproperlyConfigured("STORAGE_URL must read s3://KEY:SECRET@ENDPOINT/BUCKET, with special characters of the secret as %XX.")
    place = told.hostname + (f":{told.port}" if told.port else "")
    scheme = more.get("scheme", "https")
    shared = {
        "access_key": unquote(told.username),
        "secret_key": unquote(told.password),
        "endpoint_url": f"{scheme}://{place}",
        "bucket_name": bucket,
        "region_name": more.get("region"),
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
    }
    photos = {**shared, "location": "media", "querystring_auth": False}
    if pictures := more.get("pictures"):
        photos |= {"custom_domain": pictures, "url_protocol": "https:"}
    backend = "storages.backends.s3.S3Storage"
    storages = {
        "default": {"BACKEND": backend, "OPTIONS": photos},
        "private": {"BACKEND": backend, "OPTIONS": {**shared, "location": "private", "default_acl": "private"}},
    }
    return storages, f"https://{pictures}" if pictures else shared["endpoint_url"]
