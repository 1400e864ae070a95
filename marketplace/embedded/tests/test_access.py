"""What a start as root opens for the database's account: as little as it needs. And where sockets go when paths are long."""

import os
import stat
from pathlib import Path

import pytest

from marketplace.embedded import account as accounts
from marketplace.embedded.postgres import Cluster, OtherVersion
from marketplace.embedded.sockets import LONGEST, socket_directory

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account to let through")


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


@as_root
def test_account_may_pass_but_not_look_when_a_directory_was_closed(tmp_path):
    closed = tmp_path / "closed"
    (closed / "open" / "var").mkdir(parents=True)
    closed.chmod(0o700)
    (closed / "open").chmod(0o755)

    assert closed in accounts.let_through(closed / "open" / "var", "nobody")
    assert (mode(closed), mode(closed / "open")) == ("0o701", "0o755")
    assert closed not in accounts.let_through(closed / "open" / "var", "nobody")


@as_root
def test_program_is_made_runnable_when_it_was_installed_under_a_tight_umask(tmp_path):
    tree = tmp_path / "wheel"
    (tree / "bin").mkdir(parents=True)
    program, share = tree / "bin" / "server", tree / "share.sql"
    program.write_text("#!/bin/sh\necho 1\n")
    share.write_text("select 1")
    for path, tight in ((program, 0o700), (share, 0o600), (tree / "bin", 0o700), (tree, 0o700), (tmp_path, 0o700)):
        path.chmod(tight)

    accounts.let_run(program, tree, "nobody")

    assert [mode(path) for path in (program, share, tree / "bin", tree)] == ["0o755", "0o644", "0o755", "0o755"]


def test_nothing_is_opened_when_we_are_no_root(tmp_path):
    tmp_path.chmod(0o700)

    assert accounts.let_through(tmp_path / "var", None) == []
    assert mode(tmp_path) == "0o700"


def test_sockets_stay_at_home_when_the_path_is_short_and_plain(tmp_path):
    if len(str(tmp_path)) + 8 > LONGEST:
        pytest.skip("the temporary directory itself is long here")

    assert socket_directory(tmp_path, None) == tmp_path / "sockets"
    assert mode(tmp_path / "sockets") == "0o700"


@pytest.mark.parametrize("name", ["with a space", "per%cent", "苹果", "long" * 30])
def test_sockets_go_elsewhere_when_the_path_is_long_or_odd(tmp_path, name):
    home = tmp_path / name
    home.mkdir()

    place = socket_directory(home, None)

    assert (len(str(place)) < LONGEST, mode(place), place) == (True, "0o700", socket_directory(home, None))
    place.rmdir()


def test_noted_socket_directory_is_not_trusted_when_somebody_else_can_enter_it(tmp_path):
    home = tmp_path / "with a space"
    home.mkdir()
    first = socket_directory(home, None)
    first.chmod(0o777)

    second = socket_directory(home, None)

    assert second != first
    first.rmdir()
    second.rmdir()


def test_data_of_another_version_are_refused_with_what_to_do(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")

    with pytest.raises(OtherVersion, match="written by PostgreSQL 9; installed is 18. Bring the data over with pg_dump"):
        Cluster(tmp_path / "postgres").prepare()


def test_foreign_process_with_the_old_number_is_not_taken_for_the_server(tmp_path):
    cluster = Cluster(tmp_path)
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")

    assert cluster.postmaster() is None
