"""The clock's door."""

from celery import shared_task

from orders.services.arrival import count_silence_as_arrival
from orders.services.expiry import forget_guest_carts, release_expired_holds


@shared_task(name="orders.release_holds")
def release_holds() -> None:
    release_expired_holds()


@shared_task(name="orders.forget_carts")
def forget_carts() -> None:
    forget_guest_carts()


@shared_task(name="orders.count_silence_as_arrival")
def count_silence() -> None:
    count_silence_as_arrival()
