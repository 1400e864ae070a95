import os
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging, task_prerun, worker_ready

from marketplace.loaded import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
# `migrate` has run Django's checks before; here they would load every page and desk for good (30 MiB).
os.environ.setdefault("CELERY_SKIP_CHECKS", "true")

app = Celery("marketplace")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_kwargs) -> None:
    """Django's LOGGING already speaks for the workers; Celery shall not replace it."""


@task_prerun.connect
def renew_connections(**_kwargs) -> None:
    """As before every page: a connection that is old or was broken is not used again, and a silent one is asked before it is."""
    from django.db import close_old_connections

    close_old_connections()


@worker_ready.connect
def settle_down(**_kwargs) -> None:
    """All jobs are imported by now."""
    settle()


@worker_ready.connect
def tell_the_house(**_kwargs) -> None:
    """`manage.py up` says "ready" when the worker is, not before."""
    if house := os.environ.get("ISOKO_HOUSE"):
        (Path(house) / "worker.ready").touch()
