"""The clock's door."""

from celery import shared_task

from catalog.campaigns.services.flash_sales import close_sales


@shared_task(name="campaigns.close_sales")
def close() -> None:
    close_sales()
