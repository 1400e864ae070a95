"""A directory for Unix sockets: addresses of at most 107 bytes in plain letters, whatever the checkout is called."""

from __future__ import annotations

import os
import pwd
import re
import stat
import tempfile
from pathlib import Path

LONGEST = 107 - len("/supervisor.sock.4194304")  # the longest name made in it
PLAIN = re.compile(r"[A-Za-z0-9_./+-]+")


def socket_directory(home: Path, account: str | None) -> Path:
    """A private directory for sockets: in the home where its path is short and plain, else under the system's temporary directory
    (the same one each time). It belongs to the account, or to us, and nobody else may enter."""
    wanted = (home / "sockets").absolute()
    owner = pwd.getpwnam(account).pw_uid if account else os.geteuid()
    if len(os.fsencode(wanted)) > LONGEST or not PLAIN.fullmatch(str(wanted)):
        note = home / "sockets-at"
        known = Path(note.read_text()) if note.exists() else None
        wanted = known if known and _is_ours(known, owner) else Path(tempfile.mkdtemp(prefix="isoko-"))
        note.write_text(str(wanted))
    wanted.mkdir(mode=0o700, exist_ok=True)
    os.chown(wanted, owner, -1)
    wanted.chmod(0o700)
    return wanted


def _is_ours(path: Path, owner: int) -> bool:
    try:
        state = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(state.st_mode) and state.st_uid == owner and stat.S_IMODE(state.st_mode) == 0o700
