"""Fixtures every room's tests share."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings as house_settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as trials

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
PATIENCE = 30_000  # milliseconds that `expect` waits for what shall appear, as pages do anyway; a busy machine is no fault
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
# Playwright keeps an event loop in the thread of a test, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# Of each property: enough to see at every run that it stands. `EXAMPLES=1000 pytest …` looks for what is rare.
trials.register_profile(
    "house",
    max_examples=int(os.environ.get("EXAMPLES", "20")),
    deadline=None,  # a busy machine is no fault
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
trials.load_profile("house")

TEMPLATE = "test_isoko_template"
SLOW = ("storm", "worker", "up", "browser")


def pytest_collection_modifyitems(items) -> None:
    """The longest files first, so that no worker is left alone with one at the end (`--no-loadscope-reorder` keeps this order)."""
    items.sort(key=lambda item: next((place for place, name in enumerate(SLOW) if name in item.keywords), len(SLOW)))
    for item in items:
        if "browser" in item.keywords and CHROMIUM is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    from playwright.sync_api import expect

    assert CHROMIUM, "Chromium is missing; here a skip would hide a fault"
    expect.set_options(timeout=PATIENCE)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": SWITCHES}


def pytest_sessionfinish(session) -> None:
    """Without a Chromium browser tests may skip, and say so; in CI a skip would hide a fault."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CI") or reporter is None or hasattr(session.config, "workerinput"):
        return
    skipped = [report.nodeid for report in reporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped:
        reporter.write_line(f"browser tests were skipped in CI: {', '.join(skipped)}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def hub(request):
    """The Rwanda hub, chosen for every test that has the database; None for the others."""
    markers = request.node.get_closest_marker("django_db")
    if not markers and not {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        yield None
        return
    request.getfixturevalue(
        "transactional_db" if "transactional_db" in request.fixturenames or "live_server" in request.fixturenames else "db"
    )
    from catalog.selectors.shelves import forget_market
    from marketplace.hubs.context import use_hub
    from marketplace.hubs.models import Hub
    from marketplace.hubs.selectors import forget_hubs
    from marketplace.kept_pages import forget_pages
    from orders.duties.kept import forget_books
    from orders.identity.kept import forget_identity_rows

    forget_hubs()
    forget_market()
    forget_pages()
    forget_books()
    forget_identity_rows()
    rwanda = Hub.objects.filter(code="rw").first() or _write_rows_of_the_migrations()
    with use_hub(rwanda):
        yield rwanda
    forget_hubs()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, worker_id):
    """Where several workers each want a database, one is brought up to date and the others are copies of it."""
    if worker_id == "master":
        return
    _template()
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = TEMPLATE


@pytest.fixture(scope="session")
def bring_tables():
    """Gives what takes the tables of the migrations into the cluster of an empty directory, in a fifth of the time of `migrate`."""
    return _bring_tables


def _bring_tables(var_dir: Path) -> None:
    from marketplace.embedded import children
    from marketplace.embedded.postgres import Cluster, programs_directory

    if not (Path(os.environ["VAR_DIR"]) / "postgres").exists():
        return  # the run's server is not ours: its tables may be of another version, and `up` makes its own
    cluster = Cluster(var_dir / "postgres")
    cluster.prepare()
    server = children.start(cluster.command(), log=var_dir / "tables.log", account=cluster.account, by=cluster.stop_signal)
    cluster.wait()
    written = subprocess.run([programs_directory() / "pg_dump", _template()], stdout=subprocess.PIPE, check=True).stdout
    command = [programs_directory() / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--output", os.devnull, cluster.url()]
    subprocess.run(command, input=written, check=True)
    server.send_signal(cluster.stop_signal)
    server.wait()


def _template() -> str:
    """The address of a database with all migrations; the first that asks makes it, the others wait."""
    home = Path(os.environ["VAR_DIR"])
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{TEMPLATE}").geturl()
    with (home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "template.made").exists():
            _make_template(address)
            (home / "template.made").touch()
    return address


def _make_template(address: str) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True  # a database is made outside of transactions
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        cursor.execute(f"CREATE DATABASE {TEMPLATE}")
    connection.close()
    told = {**os.environ, "DATABASE_URL": address}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, cwd=house_settings.BASE_DIR, env=told, check=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, and beside its tables a copy of what the migrations wrote into them."""
    with django_db_blocker.unblock():
        _keep_rows_of_the_migrations()
        _empty_only_what_was_filled()
    # Emptying every table after a test with real commits would have types, rights and groups written again: they come from the copy.
    post_migrate.receivers.clear()


def _keep_rows_of_the_migrations() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        cursor.execute("CREATE SCHEMA kept")
        for table in sorted(set(connection.introspection.table_names(cursor)) - {"django_migrations"}):
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')
        cursor.execute(
            """
            CREATE TABLE kept.statements AS SELECT format(
                'INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM kept.%1$I',
                kept.table_name, string_agg(format('%I', own.column_name), ', ')
            ) AS statement
            FROM information_schema.tables kept
            JOIN information_schema.columns own ON own.table_schema = 'public' AND own.table_name = kept.table_name
            WHERE kept.table_schema = 'kept' AND own.is_generated = 'NEVER' GROUP BY kept.table_name
            """
        )


def _empty_only_what_was_filled() -> None:
    """After a test with real commits: emptying each of some 150 tables with its indexes takes five times as long as the few it wrote to."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone()[0] != "on":
            return  # only an owner of the whole server may leave out keys and triggers

    def empty(style, tables: list[str], **how) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables))
            filled = [table for (table,) in cursor.fetchall()]
        deletions = [f'DELETE FROM "{table}"' for table in filled]
        return ["SET LOCAL session_replication_role = replica", *deletions]

    connection.ops.sql_flush = empty


def _write_rows_of_the_migrations():
    """Tests with real commits empty every table; what the migrations wrote is written again before the next test. Gives the Rwanda hub."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction

    from marketplace.hubs.models import Hub

    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are looked at when it ends
        # Links before the rows they belong to: afterwards the links of a row in force are kept as they are.
        cursor.execute("SELECT string_agg(statement, ';' ORDER BY statement COLLATE \"C\" DESC) FROM kept.statements")
        cursor.execute(cursor.fetchone()[0])
    ContentType.objects.clear_cache()
    return Hub.objects.get(code="rw")


@pytest.fixture(autouse=True)
def small_world(settings, tmp_path_factory):
    """Files of tests live and die with the run; static files need no manifest; passwords are quick; each test begins in English."""
    translation.activate(settings.LANGUAGE_CODE)
    home = tmp_path_factory.getbasetemp()
    settings.MEDIA_ROOT = home / "media"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.PRIVATE_ROOT, "base_url": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PAYMENTS_SANDBOX = True
    # Its keys last the run; its books are new for each test, and nobody listens unless the test asks for `sandbox` or `wire`.
    settings.SANDBOX_URL = "http://sandbox.test"
    settings.SANDBOX_STATE = home / "sandbox" / f"{uuid4().hex}.sqlite3"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sandbox(settings):
    """The payment sandbox on a real port; gives its address."""
    from orders.payments.sandbox import store
    from orders.payments.sandbox.server import Running

    with Running() as running:
        settings.SANDBOX_URL = running.in_background().url
        yield running.url
    store.close()


@pytest.fixture
def run_waiting_jobs(db):
    """Call it to run every job that waits, in this process, until none is left; returns them as they ended."""
    from django.utils import timezone

    from marketplace.jobs.models import Job, JobState
    from marketplace.jobs.running import claim_job, run_claimed

    def run(kind: str | None = None, limit: int = 200) -> list[Job]:
        done: list[Job] = []
        while len(done) < limit:
            waiting = Job.across_hubs.filter(state=JobState.WAITING, run_after__lte=timezone.now()).exclude(pk__in=[job.pk for job in done])
            job = (waiting.filter(kind=kind) if kind else waiting).order_by("created_at").first()
            if job is None:
                break
            claimed = claim_job(job.pk)
            if claimed is None:
                break
            done.append(run_claimed(claimed))
        return done

    return run
