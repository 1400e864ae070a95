"""What was thrown away goes for good after a day, and files that nothing names go with it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from catalog.models import Photo, Product, Video
from catalog.photos import files
from catalog.services.photos import UNDO
from catalog.services.videos import drop_files

# An upload that has not committed yet has files and no row; nobody uploads for longer than this.
PATIENCE = timedelta(days=1)


def clean_up() -> dict[str, int]:
    """Delete what was removed more than a day ago, then every folder of photos that no photo names. Safe to run twice."""
    due = timezone.now() - UNDO
    photos = _delete_photos(Photo.with_removed.filter(removed_at__lt=due))
    drafts = 0
    for product in Product.objects.filter(removed_at__lt=due, published_at__isnull=True):
        with transaction.atomic():
            photos += _delete_photos(Photo.with_removed.filter(product=product))
            for folder in Video.objects.filter(product=product).values_list("folder", flat=True):
                transaction.on_commit(partial(drop_files, folder))
            product.delete()
        drafts += 1
    return {"photos": photos, "drafts": drafts, "orphans": _delete_orphans()}


def _delete_photos(photos) -> int:
    gone = 0
    for photo in photos:
        folder = photo.folder
        photo.delete()
        transaction.on_commit(lambda folder=folder: files.delete_folder(folder))
        gone += 1
    return gone


def _delete_orphans() -> int:
    gone = 0
    last = (timezone.now() - PATIENCE).date()
    for day in files.days():
        if day >= last:
            continue
        begins = files.day_folder(day)
        names = Photo.across_hubs.filter(original__startswith=begins).values_list("original", flat=True)
        for folder in files.folders_of(day) - {name.rpartition("/")[0] for name in names}:
            files.delete_folder(folder)
            gone += 1
    return gone
