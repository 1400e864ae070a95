"""The video of a listing: taken in, made into what browsers play, captioned, taken away."""

from __future__ import annotations

import shutil
import tempfile
import time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from catalog.models import Product, Video, VideoCaption
from catalog.models.video import VideoState
from catalog.photos import files
from catalog.photos.drawing import draw
from catalog.services.editing import editing
from catalog.services.renditions import holding
from catalog.videos import limits
from catalog.videos.captions import as_vtt
from catalog.videos.encoding import FORMATS, EncodingFailed, Measures, demuxer_of, draw_poster, encode, measure
from marketplace.history.services import record
from marketplace.jobs import enqueue, report_progress
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import retry_failed

if TYPE_CHECKING:
    from marketplace.accounts.models import User


class VideoRefused(ValueError):
    """A file that does not become a video. `reason` is a stable word, `message` the sentence for the seller."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason)
        self.reason, self.message = reason, message


def job_key(video: Video) -> str:
    return f"video:{video.pk}"


def add_video(*, product: Product, file: BinaryIO, size: int, by: User) -> Video:
    """The file as the product's video; what browsers play follows by a job. Raises VideoRefused, and what `editing` raises."""
    if size > limits.MAX_BYTES:
        raise VideoRefused(
            "large",
            _("The file is larger than %(most)d MB. Film shorter, or at a lower quality.") % {"most": limits.MAX_BYTES // limits.MEGABYTE},
        )
    file.seek(0)
    demuxer = demuxer_of(file.read(64))
    if not demuxer:
        raise VideoRefused("kind", _("This is not a video we can read. Send an MP4, MOV or WebM file, as phones make them."))
    if Video.objects.filter(product=product).exists():
        raise _one_only()
    measures = _measured(file, demuxer)
    folder = files.new_folder(files.VIDEOS)
    try:
        file.seek(0)
        original = default_storage.save(f"{folder}/original.bin", File(file)).rpartition("/")[2]
        with editing(product, by=by) as locked:
            if Video.objects.filter(product=locked).exists():
                raise _one_only()
            video = Video.objects.create(
                hub=locked.hub,
                product=locked,
                folder=folder,
                original=original,
                demuxer=demuxer,
                milliseconds=measures.milliseconds,
                width=measures.width,
                height=measures.height,
            )
            enqueue("catalog.video", key=job_key(video), payload={"video": video.pk})
            record(subject=locked, action="video.added", by=by, after={"video": video.pk, "seconds": measures.milliseconds // 1000})
    except BaseException:
        files.delete_folder(folder)
        raise
    return video


def _one_only() -> VideoRefused:
    return VideoRefused("many", _("A product shows one video. Remove it before you add another."))


def _measured(file: BinaryIO, demuxer: str) -> Measures:
    with tempfile.TemporaryDirectory(prefix="video-") as room:
        path = Path(room, "original.bin")
        file.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        try:
            measures = measure(path, demuxer)
        except EncodingFailed as failed:
            raise VideoRefused(
                "broken", _("There is no video in this file, or it is damaged. Play it once to see, and send it again.")
            ) from failed
    if not 0 < measures.milliseconds <= limits.MAX_SECONDS * 1000:
        raise VideoRefused("length", _("A video lasts at most %(most)d seconds. Cut it shorter.") % {"most": limits.MAX_SECONDS})
    sides = (measures.width, measures.height)
    if min(sides) < limits.MIN_SIDE or max(sides) > limits.MAX_SIDE:
        words = {"least": limits.MIN_SIDE, "most": limits.MAX_SIDE}
        raise VideoRefused("size", _("Each side of the picture has %(least)d to %(most)d pixels.") % words)
    return measures


def make_video(video: Video, job: Job) -> dict[str, int]:
    """Poster, MP4 and WebM of what was sent; then the original goes. A second run goes on where the first was killed. Raises LostClaim,
    EncodingFailed."""
    total = 100 * len(FORMATS)
    with holding(job):
        video.refresh_from_db()
    if video.state == VideoState.READY:
        return {}
    done = sum(100 for kind in FORMATS if getattr(video, kind))
    report_progress(job, done, total)
    with tempfile.TemporaryDirectory(prefix="video-") as room:
        original = Path(room, "original.bin")
        with default_storage.open(f"{video.folder}/{video.original}", "rb") as stored, original.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        if not video.poster:
            drawn = Path(room, "poster.jpg")
            draw_poster(original, video.demuxer, drawn)
            _keep(video, job, drawn, "poster")
        if not video.thumb:
            with Image.open(BytesIO(files.read(f"{video.folder}/{video.poster}"))) as poster:
                small = Path(room, "thumb.webp")
                small.write_bytes(draw(poster, "webp", min(limits.THUMB_WIDTH, poster.width)))
            _keep(video, job, small, "thumb")
        for kind in FORMATS:
            if getattr(video, kind):
                continue
            made = Path(room, f"video.{kind}")
            encode(original, video.demuxer, kind, made, milliseconds=video.milliseconds, told=_teller(job, done, total))
            _keep(video, job, made, kind)
            done += 100
            report_progress(job, done, total)
    with holding(job):
        Video.objects.filter(pk=video.pk).update(state=VideoState.READY, original="")
        transaction.on_commit(partial(default_storage.delete, f"{video.folder}/{video.original}"))
    return {"mp4": video.mp4_bytes, "webm": video.webm_bytes}


def _teller(job: Job, done: int, total: int):
    told, spoke_at = -5, 0.0

    def tell(percent: int) -> None:
        nonlocal told, spoke_at
        now = time.monotonic()
        if percent >= told + 5 or now - spoke_at >= limits.SPEAKS_EVERY:
            told, spoke_at = percent, now
            report_progress(job, done + percent, total)

    return tell


def _keep(video: Video, job: Job, made: Path, name: str) -> None:
    """Store the whole file, then name it; a run that lost its claim names nothing."""
    with made.open("rb") as file:
        stored = default_storage.save(f"{video.folder}/{made.name}", File(file)).rpartition("/")[2]
    try:
        with holding(job):
            changes = {name: stored}
            if name in FORMATS:
                changes[f"{name}_bytes"] = made.stat().st_size
            Video.objects.filter(pk=video.pk).update(**changes)
    except BaseException:
        default_storage.delete(f"{video.folder}/{stored}")
        raise
    for column, value in changes.items():
        setattr(video, column, value)


def give_up(video: Video) -> None:
    """The last attempt has failed: the seller is told, and may remove it or try again."""
    Video.objects.filter(pk=video.pk, state=VideoState.WAITING).update(state=VideoState.FAILED)


def retry_video(*, video: Video, by: User) -> None:
    """Try again to make a video whose job gave up."""
    with editing(video.product, by=by) as product:
        if Video.objects.filter(pk=video.pk, state=VideoState.FAILED).update(state=VideoState.WAITING):
            job = enqueue("catalog.video", key=job_key(video), payload={"video": video.pk})
            if job.state == JobState.FAILED:
                retry_failed(job)
            record(subject=product, action="video.retried", by=by, after={"video": video.pk})


def describe_video(*, video: Video, by: User, shows: dict[str, str], captions: dict[str, str]) -> None:
    """What the video shows, by column (shows_en …), and its captions by language; an empty text takes them away. Raises CaptionRefused
    before anything is written."""
    written = {language: as_vtt(text, video.milliseconds) if text.strip() else "" for language, text in captions.items()}
    with editing(video.product, by=by) as product:
        fresh = Video.objects.select_for_update().get(pk=video.pk)
        for name, text in shows.items():
            setattr(fresh, name, text)
        fresh.save(update_fields=list(shows))
        for language, text in written.items():
            if text:
                VideoCaption.objects.update_or_create(video=fresh, language=language, defaults={"text": text})
            else:
                VideoCaption.objects.filter(video=fresh, language=language).delete()
        record(
            subject=product,
            action="video.described",
            by=by,
            after={"video": video.pk, **shows, "captions": sorted(filter(written.get, written))},
        )


def remove_video(*, video: Video, by: User) -> None:
    """Take the video away with its files; it cannot be brought back."""
    with editing(video.product, by=by) as product:
        Video.objects.filter(pk=video.pk).delete()
        record(subject=product, action="video.removed", by=by, before={"video": video.pk})
        transaction.on_commit(partial(drop_files, video.folder))


def drop_files(folder: str) -> None:
    """Delete the files of a video that went, unless a copy of its listing shows them too."""
    if not Video.across_hubs.filter(folder=folder).exists():
        files.delete_folder(folder)


def copy_video(*, product: Product, to: Product) -> None:
    """The finished video of a listing for its copy, with its words and captions: the same files, nothing is made again. One that is still
    being made stays behind. The caller holds the transaction; whoever removes the original waits for it."""
    video = Video.objects.select_for_update().filter(product=product, state=VideoState.READY).first()
    if video is None:
        return
    twin = Video(product=to, hub=to.hub)
    for field in Video._meta.concrete_fields:
        if field.name not in {"id", "hub", "product", "created_at"} and not hasattr(Video, f"{field.name}_en"):
            setattr(twin, field.attname, getattr(video, field.attname))
    twin.save()
    VideoCaption.objects.bulk_create(VideoCaption(video=twin, language=one.language, text=one.text) for one in video.captions.all())
