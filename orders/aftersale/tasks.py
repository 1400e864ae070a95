"""The clock's door."""

from celery import shared_task

from orders.aftersale.services.clock import work_overdue


@shared_task(name="aftersale.clock")
def watch_clocks() -> None:
    work_overdue()
