"""The doors of the clock and of workers."""

from celery import shared_task

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job
from orders.payments.ledger.services.posting import post_fulfilment
from orders.services.arrival import count_silence_as_arrival
from orders.services.expiry import forget_guest_carts, release_expired_holds


@shared_task(name="orders.release_holds")
def release_holds() -> None:
    release_expired_holds()


@shared_task(name="orders.forget_carts")
def forget_carts() -> None:
    for hub in Hub.objects.all():
        with use_hub(hub):
            forget_guest_carts()


@shared_task(name="orders.count_silence_as_arrival")
def count_silence() -> None:
    count_silence_as_arrival()


@job_kind("orders.earned")
def earn(job: Job) -> dict[str, bool]:
    """What had arrived before its money came is the seller's now."""
    return {"earned": post_fulfilment(part=job.payload["part"])}
