"""The pieces of a campaign's page: what each kind needs, its files, and saving them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.campaigns.models import Block, BlockKind, Campaign
from catalog.photos import files
from catalog.photos.intake import CleanPicture
from catalog.photos.keeping import keep_picture
from catalog.photos.limits import MEGABYTE
from marketplace.accounts.models import User
from marketplace.history.services import record

VIDEO_BYTES, CAPTION_BYTES = 40 * MEGABYTE, MEGABYTE // 4
VIDEOS = {"video/mp4": "mp4", "video/webm": "webm"}

NEEDED: dict[str, list[tuple[str, str | Promise]]] = {
    BlockKind.STORY: [("text", gettext_lazy("A story needs a text."))],
    BlockKind.PICTURE: [("alt", gettext_lazy("Say what the picture shows, for those who do not see it."))],
    BlockKind.VIDEO: [("text", gettext_lazy("Write what is said in the video, for those who do not hear it."))],
    BlockKind.LABEL: [("heading", gettext_lazy("A label needs its words.")), ("text", gettext_lazy("A label needs the story behind it."))],
    BlockKind.QUIZ: [
        ("heading", gettext_lazy("Write the question.")),
        ("text", gettext_lazy("Write the choices, one a line.")),
        ("answer", gettext_lazy("Write the answer.")),
    ],
    BlockKind.FLASH: [("flash_sale", gettext_lazy("Choose the flash sale."))],
}


class FileRefused(ValueError):
    """The file is not what it should be; its text is a sentence for the officer."""


@dataclass(frozen=True)
class BlockFiles:
    """What was sent with a block; None leaves what is there."""

    picture: CleanPicture | None = None
    video: BinaryIO | None = None
    captions: BinaryIO | None = None


def lacking(block: Block, *, sent: BlockFiles = BlockFiles()) -> dict[str, str]:
    """What the block still needs, by its field, in words. The English text is asked for: other languages fall back to it."""
    missing = {name: str(why) for name, why in NEEDED.get(block.kind, []) if not getattr(block, f"{name}_en", getattr(block, name, None))}
    if block.kind == BlockKind.PICTURE and not (block.picture or block.scene or sent.picture):
        missing["scene"] = _("Send a picture, or choose a landscape.")
    if block.kind == BlockKind.VIDEO and not (block.video or sent.video):
        missing["kind"] = _("Send the video.")
    return missing


def check_video(file: BinaryIO) -> str:
    """The ending of a video a browser can show, known by its bytes. Raises FileRefused."""
    kind = filetype.guess(file.read(8192))
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if kind is None or kind.mime not in VIDEOS:
        raise FileRefused(_("This is not an MP4 or WebM video."))
    if size > VIDEO_BYTES:
        raise FileRefused(_("A video may have %(most)d MB.") % {"most": VIDEO_BYTES // MEGABYTE})
    return VIDEOS[kind.mime]


def check_captions(file: BinaryIO) -> None:
    """Raises FileRefused unless it is WebVTT in UTF-8."""
    content = file.read(CAPTION_BYTES + 1)
    file.seek(0)
    try:
        is_vtt = content.decode("utf-8-sig").startswith("WEBVTT") and len(content) <= CAPTION_BYTES
    except UnicodeDecodeError:
        is_vtt = False
    if not is_vtt:
        raise FileRefused(_("Captions are a WebVTT file in UTF-8 of at most 250 KB."))


@transaction.atomic
def save_blocks(*, campaign: Campaign, changed: Iterable[tuple[Block, BlockFiles]], removed: Iterable[Block] = (), by: User | None) -> None:
    """Write the blocks with what was sent for them; the files of what went leave after the commit."""
    told, gone = [], []
    for block, sent in changed:
        gone += _dress(block, sent)
        block.campaign = campaign
        block.save()
        told.append(block.pk)
    lost = [block.pk for block in removed]
    for block in removed:
        gone += [file.name for file in (block.picture, block.video, block.captions) if file]
        block.delete()
    if told or lost:
        record(subject=campaign, action="campaign.blocks_changed", by=by, after={"changed": told, "removed": lost})
    transaction.on_commit(lambda: [_forget(name) for name in gone])


def _dress(block: Block, sent: BlockFiles) -> list[str]:
    """Store what was sent; returns the names of the files it takes the place of."""
    gone = []
    folder = f"campaigns/{secrets.token_urlsafe(18)}"
    if sent.picture:
        gone += [block.picture.name] if block.picture else []
        for name, value in keep_picture(sent.picture, folder).items():
            setattr(block, name, value)
    if sent.video:
        gone += [block.video.name] if block.video else []
        block.video = default_storage.save(f"{folder}/video.{check_video(sent.video)}", sent.video)
    if sent.captions:
        gone += [block.captions.name] if block.captions else []
        block.captions = default_storage.save(f"{folder}/captions.vtt", sent.captions)
    return gone


def _forget(name: str) -> None:
    """A picture's whole folder, or the one file."""
    if name.endswith(files.ORIGINAL):
        folder = name.rpartition("/")[0]
        # What was sent together lies together: a video stays when its poster is changed.
        for file in files.files_in(folder):
            if file.endswith((".jpg", ".webp")):
                default_storage.delete(f"{folder}/{file}")
    else:
        default_storage.delete(name)
