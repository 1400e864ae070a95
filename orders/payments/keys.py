"""RSA keys: private ones from the environment, or made once and kept in a directory; public halves beside them, to be handed over."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings


class NoKey(LookupError):
    """The other side has not handed over its public key yet, or it is none."""


def private_key(name: str) -> rsa.RSAPrivateKey:
    """The key of that name: `<NAME>_KEY` in the environment (PEM), else a file every process of this house shares."""
    if pem := os.environ.get(f"{name.upper()}_KEY", ""):
        return read_private(name, pem)
    return kept_key(settings.VAR_DIR / "secrets", name)


@cache
def read_private(name: str, pem: str) -> rsa.RSAPrivateKey:
    """Raises ValueError where the text is no private RSA key."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError(f"{name}: an RSA private key in PEM is needed.")
    return key


@cache
def kept_key(directory: Path, name: str) -> rsa.RSAPrivateKey:
    """The key kept in `<name>.pem`, made on the first call; its public half lies beside it in `<name>.pub.pem`."""
    path = directory / f"{name}.pem"
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        _write_once(path, pem)
    key = read_private(name, path.read_text())
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    handed = directory / f"{name}.pub.pem"
    if not handed.exists() or handed.read_bytes() != public:
        handed.unlink(missing_ok=True)
        _write_once(handed, public)
    return key


def _write_once(path: Path, content: bytes) -> None:
    """Whoever comes first decides: web and worker start together."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def public_key(path: Path) -> rsa.RSAPublicKey:
    """The other side's key, read again when it was handed over anew. Raises NoKey."""
    try:
        return _read_public(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise NoKey(str(path)) from error


@cache
def _read_public(path: Path, _changed: int) -> rsa.RSAPublicKey:
    return read_public(path.read_text())


@cache
def read_public(text: str) -> rsa.RSAPublicKey:
    """A public key as PEM, or as the bare base64 that providers' consoles show. Raises NoKey."""
    if "BEGIN" not in text:
        text = f"-----BEGIN PUBLIC KEY-----\n{text.strip()}\n-----END PUBLIC KEY-----\n"
    try:
        key = serialization.load_pem_public_key(text.encode())
    except ValueError as error:
        raise NoKey("this is no public key in PEM") from error
    if not isinstance(key, rsa.RSAPublicKey):
        raise NoKey("an RSA public key is needed")
    return key
