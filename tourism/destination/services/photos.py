"""The photos of a place: taken in, described, taken away."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from catalog.photos import files
from catalog.photos.intake import CleanPicture
from catalog.photos.keeping import keep_picture
from marketplace.accounts.models import User
from marketplace.history.services import record
from tourism.destination.models import Place, PlacePhoto


@transaction.atomic
def save_photos(
    *, place: Place, changed: Iterable[tuple[PlacePhoto, CleanPicture | None]], removed: Iterable[PlacePhoto] = (), by: User | None
) -> None:
    """Write the photos with the pictures sent for them, None leaving what is there; the files of what went leave after the commit."""
    told, lost, gone = [], [], []
    for photo, sent in changed:
        if sent is not None:
            gone += [photo.picture.name] if photo.picture else []
            for name, value in keep_picture(sent, files.new_folder(files.PLACES)).items():
                setattr(photo, name, value)
        photo.place = place
        photo.save()
        told.append(photo.pk)
    for photo in removed:
        lost.append(photo.pk)
        gone.append(photo.picture.name)
        photo.delete()
    if told or lost:
        record(subject=place, action="place.photos_changed", by=by, after={"changed": told, "removed": lost})
    for name in gone:
        transaction.on_commit(partial(files.delete_folder, name.rpartition("/")[0]))
