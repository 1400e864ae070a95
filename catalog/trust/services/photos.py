"""Buyers' pictures of what arrived: through the same door as the firms' photos, drawn anew in the sizes a review shows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models.photo import Rendition
from catalog.photos import files
from catalog.photos.drawing import draw, ending, height_at
from catalog.photos.intake import read_picture
from catalog.photos.refusals import PhotoRefused
from catalog.trust.models import Review, ReviewPhoto

MOST_PHOTOS = 4
SMALL, LARGE = 320, 1200


@dataclass(frozen=True)
class Drawn:
    """A picture that passed, stored in a folder of its own and not named by any review yet."""

    folder: str
    original: str
    digest: str
    width: int
    height: int
    renditions: list[Rendition]


def check_room(have: int, more: int) -> None:
    """Raises PhotoRefused where a review would show too many."""
    if have + more > MOST_PHOTOS:
        raise PhotoRefused("many", _("A review shows at most %(most)d photos.") % {"most": MOST_PHOTOS})


def draw_photos(uploads: Sequence[BinaryIO]) -> list[Drawn]:
    """The pictures in these files, stored; the same file twice is one. Raises PhotoRefused with the sentence for their sender, and then
    leaves nothing behind. Decoding takes its time: call it before any lock."""
    drawn: dict[str, Drawn] = {}
    try:
        for upload in uploads:
            upload.seek(0)
            digest = hashlib.file_digest(upload, "sha256").hexdigest()
            if digest not in drawn:
                drawn[digest] = _drawn(upload, digest)
    except BaseException:
        forget_photos(list(drawn.values()))
        raise
    return list(drawn.values())


def _drawn(upload: BinaryIO, digest: str) -> Drawn:
    image = read_picture(upload).image
    folder = files.new_folder(files.OPINIONS)
    large = min(image.width, LARGE)
    renditions = []
    for kind, width in (("webp", SMALL), ("jpeg", SMALL), ("webp", large), ("jpeg", large)):
        file = files.store(folder, f"{width}.{ending(kind)}", draw(image, kind, width))
        renditions.append(Rendition(format=kind, width=width, height=height_at(width, image.size), file=file))
    return Drawn(folder, f"{folder}/{renditions[-1]['file']}", digest, large, height_at(large, image.size), renditions)


def forget_photos(drawn: Sequence[Drawn]) -> None:
    for one in drawn:
        files.delete_folder(one.folder)


def keep_photos(review: Review, drawn: Sequence[Drawn]) -> None:
    """Name them by this review, which is under lock; one that it shows already is let go. Raises PhotoRefused where they are too many."""
    known = set(review.photos.values_list("digest", flat=True))
    fresh = [one for one in drawn if one.digest not in known]
    check_room(len(known), len(fresh))
    last = review.photos.count()
    for place, one in enumerate(fresh, start=last + 1):
        ReviewPhoto.objects.create(
            hub_id=review.hub_id,
            review=review,
            original=one.original,
            digest=one.digest,
            width=one.width,
            height=one.height,
            renditions=one.renditions,
            position=place,
        )
    again = [one for one in drawn if one.digest in known]
    transaction.on_commit(lambda: forget_photos(again))


def take_photos_away(review: Review, ids: Sequence[int] | None = None) -> int:
    """Take these photos of the review away, all where none are named; their files go after commit. Returns how many went."""
    photos = review.photos.all() if ids is None else review.photos.filter(pk__in=ids)
    folders = [photo.folder for photo in photos]
    photos.delete()
    transaction.on_commit(lambda: [files.delete_folder(folder) for folder in folders])
    return len(folders)
