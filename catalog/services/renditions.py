"""The sizes of a photo, made one after the other: each is whole before it is named, and a run that lost its claim names none."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import transaction

from catalog.models import Photo
from catalog.models.photo import PhotoState, Rendition
from catalog.photos import files
from catalog.photos.drawing import ending, height_at, sizes_for
from catalog.photos.press import Size, pressed
from marketplace.jobs import report_progress
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import LostClaim


def make_sizes(photo: Photo, job: Job) -> int:
    """Draw what is missing; returns how many sizes were drawn. A second run finds the work of the first and goes on from there.
    Raises LostClaim when another run has taken over."""
    with holding(job):
        photo.refresh_from_db()
        _delete_unnamed(photo)  # what a killed run left half written
    wanted = sizes_for(photo.width)
    there = {(one["format"], one["width"]) for one in photo.renditions}
    missing = [size for size in wanted if size not in there]
    report_progress(job, len(wanted) - len(missing), len(wanted))
    if missing:
        with closing(pressed(files.read(photo.original.name), missing)) as drawn:
            for number, (size, file) in enumerate(zip(missing, drawn, strict=True), start=1):
                _keep(photo, job, size, file)
                report_progress(job, len(wanted) - len(missing) + number, len(wanted))
    with holding(job):
        Photo.with_removed.filter(pk=photo.pk).update(state=PhotoState.READY)
    return len(missing)


def _keep(photo: Photo, job: Job, size: Size, drawn: bytes) -> None:
    format, width = size
    height = height_at(width, (photo.width, photo.height))
    file = files.store(photo.folder, f"{width}-{secrets.token_hex(4)}.{ending(format)}", drawn)
    try:
        with holding(job):
            fresh = Photo.with_removed.select_for_update().get(pk=photo.pk)
            fresh.renditions = [*fresh.renditions, Rendition(format=format, width=width, height=height, file=file)]
            fresh.renditions.sort(key=lambda one: (one["width"], one["format"]))
            fresh.save(update_fields=["renditions"])
    except BaseException:
        files.delete_files(photo.folder, keep=files.files_in(photo.folder) - {file})
        raise


@contextmanager
def holding(job: Job) -> Iterator[None]:
    """A transaction in which this run, and no other, holds the job. Raises LostClaim."""
    with transaction.atomic():
        if not Job.across_hubs.select_for_update().filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING).exists():
            raise LostClaim(job.pk)
        yield


def _named(photo: Photo) -> set[str]:
    return {photo.original.name.rpartition("/")[2], *(one["file"] for one in photo.renditions)}


def _delete_unnamed(photo: Photo) -> None:
    files.delete_files(photo.folder, keep=_named(photo))


def give_up(photo: Photo) -> None:
    """The last attempt has failed; pages go on showing the JPEG, the seller is told."""
    Photo.with_removed.filter(pk=photo.pk, state=PhotoState.WAITING).update(state=PhotoState.FAILED)
