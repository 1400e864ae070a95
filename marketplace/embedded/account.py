"""PostgreSQL refuses to run as root. Then it runs as `nobody`: nothing is added to the system, and no door is opened wider than needed."""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from pathlib import Path


class NoAccount(RuntimeError):
    """We are root and the machine has no unprivileged account to give the database."""


def database_account() -> str | None:
    """The account PostgreSQL runs as; None for our own. Raises NoAccount."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "postgres"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoAccount("PostgreSQL does not run as root, and this machine has no account `nobody`. Start as another user.")


def as_account(account: str | None) -> dict:
    """For subprocess: run as this account and none of our groups."""
    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account else {}


def give(directory: Path, account: str | None) -> None:
    """Make the directory and all in it the account's own."""
    if account is None:
        return
    owner = pwd.getpwnam(account)
    if directory.stat().st_uid != owner.pw_uid:
        for path in [directory, *directory.rglob("*")]:
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def let_through(path: Path, account: str | None) -> list[Path]:
    """Allow the account to pass (not to look) through the directories above the path; returns those that had to be changed."""
    if account is None:
        return []
    owner, changed = pwd.getpwnam(account), []
    for directory in reversed(path.resolve().parents):
        state = directory.stat()
        mine = stat.S_IXUSR if state.st_uid == owner.pw_uid else stat.S_IXGRP if state.st_gid == owner.pw_gid else stat.S_IXOTH
        if not state.st_mode & mine:
            directory.chmod(stat.S_IMODE(state.st_mode) | mine)
            changed.append(directory)
    return changed


def let_run(program: Path, tree: Path, account: str | None) -> list[Path]:
    """See to it that the account can run the program; where it cannot, its tree is made readable and the way there passable."""
    if account is None or _runs(program, account):
        return []
    changed = let_through(program, account)
    if not _runs(program, account):  # installed under a tight umask
        for path in [tree, *tree.rglob("*")]:
            if not path.is_symlink():
                is_open = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(path.stat().st_mode | (0o055 if is_open else 0o044))
    return changed


def _runs(program: Path, account: str) -> bool:
    try:
        done = subprocess.run([program, "--version"], **as_account(account), cwd="/", capture_output=True)
        return done.returncode == 0
    except PermissionError:
        return False
