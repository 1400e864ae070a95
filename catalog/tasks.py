"""Doors for the workers of the catalog."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from catalog.models import Photo, Video
from catalog.passports.services import keep_passports
from catalog.services.cleaning import clean_up
from catalog.services.listings import refresh_listings
from catalog.services.proposals import propose_all
from catalog.services.publishing import withdraw_unproven
from catalog.services.renditions import give_up, make_sizes
from catalog.services.videos import give_up as give_up_video
from catalog.services.videos import make_video
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.models import Job


def tell_seller(job: Job) -> None:
    photo = Photo.with_removed.filter(pk=job.payload["photo"]).first()
    if photo is not None:
        give_up(photo)


@job_kind("catalog.renditions", atomic=False, queue="slow", max_attempts=4, gave_up=tell_seller)
def make_renditions(job: Job) -> dict | None:
    photo = Photo.with_removed.filter(pk=job.payload["photo"]).first()
    return photo and {"made": make_sizes(photo, job)}


def tell_of_video(job: Job) -> None:
    video = Video.objects.filter(pk=job.payload["video"]).first()
    if video is not None:
        give_up_video(video)


@job_kind("catalog.video", atomic=False, queue="slow", max_attempts=3, lease=timedelta(minutes=2), gave_up=tell_of_video)
def make_formats(job: Job) -> dict | None:
    video = Video.objects.filter(pk=job.payload["video"]).first()
    return video and make_video(video, job)


@job_kind("catalog.clean_up", queue="slow")
def clean(job: Job) -> dict:
    return clean_up()


@job_kind("catalog.prices_turn")
def turn_prices(job: Job) -> dict:
    """A scheduled price has begun or ended: the cards of the lists follow. Cart and checkout asked the clock themselves."""
    return {"rows": refresh_listings([job.payload["product"]])}


@job_kind("catalog.nightly", atomic=False, queue="slow", lease=timedelta(minutes=10))
def nightly(job: Job) -> dict:
    """Prices that the rates of the day have left are proposed anew, and off the shelf whatever lost its evidence. Twice has one effect."""
    withdrawn = [product.slug for product in withdraw_unproven()]
    return {"proposed": propose_all(), "withdrawn": withdrawn, "passports": keep_passports()}


@shared_task(name="catalog.nightly")
def ask_for_nightly() -> None:
    """One such job a hub and day."""
    for hub in Hub.objects.all():
        with use_hub(hub):
            enqueue("catalog.nightly", key=f"catalog-nightly:{timezone.localdate()}")
