"""Where the files of a photo lie: one folder a photo, under a day and a name nobody can guess."""

from __future__ import annotations

import secrets
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

ROOT, OPINIONS, VIDEOS = "photos", "opinions", "videos"  # of listings, of reviews, of listings too
PLACES = "places"  # of the destination
ORIGINAL = "original.jpg"


def new_folder(root: str = ROOT) -> str:
    return day_folder(timezone.now().date(), root) + secrets.token_urlsafe(18)


def store(folder: str, file: str, content: bytes) -> str:
    """Write the whole file under a name that nothing else has; returns that name."""
    return default_storage.save(f"{folder}/{file}", ContentFile(content)).rpartition("/")[2]


def read(name: str) -> bytes:
    with default_storage.open(name, "rb") as file:
        return file.read()


def files_in(folder: str) -> set[str]:
    try:
        return set(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return set()


def delete_files(folder: str, *, keep: set[str] = frozenset()) -> None:
    """Everything in the folder except what is still named by the photo."""
    for file in files_in(folder) - keep:
        default_storage.delete(f"{folder}/{file}")


def delete_folder(folder: str) -> None:
    if not folder.startswith((f"{ROOT}/", f"{OPINIONS}/", f"{VIDEOS}/", f"{PLACES}/")):
        raise ValueError(folder)  # never sweep what is not ours
    delete_files(folder)
    default_storage.delete(folder)  # a directory of its own on a disk; nothing at all on S3


def days() -> list[date]:
    """The days on which photos came in."""
    try:
        return [date.fromisoformat(name) for name in default_storage.listdir(ROOT)[0]]
    except FileNotFoundError:
        return []


def day_folder(day: date, root: str = ROOT) -> str:
    return f"{root}/{day:%Y-%m-%d}/"


def folders_of(day: date) -> set[str]:
    try:
        return {day_folder(day) + token for token in default_storage.listdir(day_folder(day))[0]}
    except FileNotFoundError:
        return set()
