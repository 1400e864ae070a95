"""The clock's door."""

from celery import shared_task

from marketplace.allocation.services import sweep


@shared_task(name="allocation.sweep")
def sweep_pools() -> None:
    sweep()
