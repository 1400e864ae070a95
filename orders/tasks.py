"""The clock's door."""

from celery import shared_task

from orders.services.expiry import forget_guest_carts, release_expired_holds


@shared_task(name="orders.release_holds")
def release_holds() -> None:
    release_expired_holds()


@shared_task(name="orders.forget_carts")
def forget_carts() -> None:
    forget_guest_carts()
