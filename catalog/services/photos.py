"""Photos of a listing: taken in, ordered, described, taken away and brought back."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Photo, Product
from catalog.models.photo import PhotoState, Rendition
from catalog.photos import files
from catalog.photos.coaching import advice_for
from catalog.photos.drawing import draw, draw_original, ending, height_at, middle_width
from catalog.photos.intake import read_picture
from catalog.photos.limits import MAX_PER_PRODUCT
from catalog.photos.refusals import PhotoRefused
from catalog.services.editing import editing
from marketplace.history.services import record
from marketplace.jobs import enqueue
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import retry_failed

if TYPE_CHECKING:
    from marketplace.accounts.models import User

# How long a photo or a draft that was taken away can be brought back.
UNDO = timedelta(hours=24)


def renditions_key(photo: Photo) -> str:
    return f"renditions:{photo.pk}"


def add_photo(*, product: Product, file: BinaryIO, by: User | None, alt: str = "") -> Photo:
    """The file as the product's last photo; one JPEG is there at once, the other sizes follow by a job. A file that is already
    among the photos gives that photo back. Raises PhotoRefused, and MayNotEdit for a suspended seller."""
    digest = _digest(file)
    _check_room(product, digest)
    picture = read_picture(file)  # before any lock: decoding takes its time
    width = middle_width(picture.width)
    folder = files.new_folder()
    try:
        original = files.store(folder, files.ORIGINAL, draw_original(picture.image))
        middle = files.store(folder, f"{width}.{ending('jpeg')}", draw(picture.image, "jpeg", width))
        with editing(product, by=by) as locked:
            known = _check_room(locked, digest)
            if known is None:
                last = locked.photos.last()
                photo = Photo.objects.create(
                    hub=locked.hub,
                    product=locked,
                    original=f"{folder}/{original}",
                    digest=digest,
                    width=picture.width,
                    height=picture.height,
                    alt=alt,
                    position=last.position + 1 if last else 1,
                    renditions=[Rendition(format="jpeg", width=width, height=height_at(width, picture.image.size), file=middle)],
                    advice=advice_for(picture.image),
                )
                enqueue("catalog.renditions", key=renditions_key(photo), payload={"photo": photo.pk})
                clean_tomorrow()
                record(subject=locked, action="photo.added", by=by, after={"photo": photo.pk, "alt": alt})
                return photo
    except BaseException:
        files.delete_folder(folder)
        raise
    files.delete_folder(folder)  # the same file came twice at once
    return known


def _check_room(product: Product, digest: str) -> Photo | None:
    """The photo that is this very file already; raises PhotoRefused where there is no place for another."""
    known = product.photos.filter(digest=digest).first()
    if known is None and product.photos.count() >= MAX_PER_PRODUCT:
        raise PhotoRefused(
            "many", _("A product shows at most %(most)d photos. Take one away before you add another.") % {"most": MAX_PER_PRODUCT}
        )
    return known


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def describe_photo(*, photo: Photo, by: User, **alts: str) -> Photo:
    """What the picture shows, said in each language given as alt_en, alt_zh_hans …"""
    with editing(photo.product, by=by) as product:
        photo = Photo.objects.select_for_update().get(pk=photo.pk)
        before = {name: getattr(photo, name) for name in alts}
        if before != alts:
            for name, text in alts.items():
                setattr(photo, name, text)
            photo.save(update_fields=list(alts))
            record(subject=product, action="photo.described", by=by, before=before, after={"photo": photo.pk, **alts})
    return photo


def move_photo(*, photo: Photo, to: int, by: User) -> None:
    """Put the photo at this place among the product's photos, 0 first; beyond either end it goes to that end."""
    with editing(photo.product, by=by) as product:
        photos = list(product.photos.all())
        before = [one.pk for one in photos]
        photos.remove(photo)
        photos.insert(max(0, to), photo)
        _number(photos)
        after = [one.pk for one in photos]
        if before != after:
            record(subject=product, action="photo.moved", by=by, before={"order": before}, after={"order": after})


def order_photos(*, product: Product, order: list[int], by: User) -> None:
    """Put the photos in this order of ids; those it does not name stay behind in theirs."""
    with editing(product, by=by) as locked:
        photos = list(locked.photos.all())
        before = [one.pk for one in photos]
        place = {pk: index for index, pk in enumerate(order)}
        photos.sort(key=lambda one: place.get(one.pk, len(place)))
        _number(photos)
        after = [one.pk for one in photos]
        if before != after:
            record(subject=locked, action="photo.moved", by=by, before={"order": before}, after={"order": after})


def _number(photos: list[Photo]) -> None:
    for number, photo in enumerate(photos, start=1):
        photo.position = number
    Photo.objects.bulk_update(photos, ["position"])


def remove_photo(*, photo: Photo, by: User) -> None:
    """Take the photo away; for a day it can be brought back. Raises StillOnSale for the last photo of a published listing."""
    with editing(photo.product, by=by) as product:
        if Photo.objects.filter(pk=photo.pk).update(removed_at=timezone.now()):
            record(subject=product, action="photo.removed", by=by, before={"photo": photo.pk})
            clean_tomorrow()


def restore_photo(*, photo: Photo, by: User) -> Photo:
    """Bring a removed photo back to its place. Raises PhotoRefused when the same picture or too many are there already."""
    with editing(photo.product, by=by) as product:
        photo = Photo.with_removed.select_for_update().get(pk=photo.pk)
        if photo.removed_at is not None:
            if _check_room(product, photo.digest) is not None:
                raise PhotoRefused("again", _("This picture is already among the photos."))
            photo.removed_at = None
            photo.save(update_fields=["removed_at"])
            record(subject=product, action="photo.restored", by=by, after={"photo": photo.pk})
    return photo


def copy_photo(*, photo: Photo, to: Product, by: User | None) -> Photo:
    """The same picture for another product, with files of its own; what is not drawn yet is drawn for the copy too."""
    folder = files.new_folder()
    try:
        names = [photo.original.name.rpartition("/")[2], *(one["file"] for one in photo.renditions)]
        for name in names:
            files.store(folder, name, files.read(f"{photo.folder}/{name}"))
        with editing(to, by=by) as locked:
            twin = Photo(hub=locked.hub, product=locked, original=f"{folder}/{names[0]}")
            for field in Photo._meta.concrete_fields:
                if field.name not in {"id", "hub", "product", "original", "alt", "created_at", "removed_at"}:
                    setattr(twin, field.attname, getattr(photo, field.attname))
            twin.save()
            if twin.state != PhotoState.READY:
                Photo.objects.filter(pk=twin.pk).update(state=PhotoState.WAITING)
                enqueue("catalog.renditions", key=renditions_key(twin), payload={"photo": twin.pk})
            clean_tomorrow()
    except BaseException:
        files.delete_folder(folder)
        raise
    return twin


def retry_renditions(*, photo: Photo, by: User) -> None:
    """Try again to make the sizes of a photo whose job gave up."""
    with editing(photo.product, by=by) as product:
        if Photo.objects.filter(pk=photo.pk, state=PhotoState.FAILED).update(state=PhotoState.WAITING):
            job = enqueue("catalog.renditions", key=renditions_key(photo), payload={"photo": photo.pk})
            if job.state == JobState.FAILED:
                retry_failed(job)
            record(subject=product, action="photo.retried", by=by, after={"photo": photo.pk})


def progress_of(photos: list[Photo]) -> dict[int, Job]:
    """The job of each photo that still waits for its sizes, by the photo's id."""
    keys = {renditions_key(photo): photo.pk for photo in photos if photo.state != PhotoState.READY}
    return {keys[job.key]: job for job in Job.objects.filter(key__in=keys)} if keys else {}


def clean_tomorrow() -> None:
    """One cleaning a day, asked for by whatever may leave something behind."""
    tomorrow = timezone.now() + timedelta(days=1, hours=1)
    enqueue("catalog.clean_up", key=f"catalog-clean-up:{tomorrow:%Y-%m-%d}", run_after=tomorrow)
