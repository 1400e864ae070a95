"""Private keys from the environment, or made once and kept under `var/secrets`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings


def private_key(name: str) -> rsa.RSAPrivateKey:
    """The key of that name: `<NAME>_KEY` in the environment (PEM), else a file every process of this house shares."""
    return _load(name, settings.VAR_DIR / "secrets" / f"{name}.pem")


@cache
def _load(name: str, path: Path) -> rsa.RSAPrivateKey:
    pem = os.environ.get(f"{name.upper()}_KEY", "").encode() or _from_file(path)
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError(f"{name}: an RSA private key in PEM is needed.")
    return key


def _from_file(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        draft = path.with_name(f"{path.name}.{uuid4().hex}")
        draft.touch(mode=0o600)
        draft.write_bytes(pem)
        try:
            os.link(draft, path)  # whoever comes first decides; web and worker start together
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
