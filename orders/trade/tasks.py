"""The clock's door."""

from celery import shared_task

from orders.trade.services.clock import work_overdue


@shared_task(name="trade.clock")
def watch_clocks() -> None:
    work_overdue()
