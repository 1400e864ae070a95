"""Pictures of what is wrong: checked by their content, kept privately under a name nobody guesses."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from marketplace.accounts.models import User
from orders.aftersale.models import CasePhoto, GoodsReturn, Statement
from sellers.exceptions import BadUpload
from sellers.uploads import Paper, checked_upload, too_many

MAX_PHOTOS = 6


def checked_photos(uploads: Sequence[UploadedFile]) -> list[Paper]:
    """The pictures and papers that passed. Raises BadUpload with the sentence for their sender."""
    if len(uploads) > MAX_PHOTOS:
        raise BadUpload(too_many(MAX_PHOTOS))
    return [checked_upload(upload) for upload in uploads]


def keep_photos(
    papers: Sequence[Paper], *, by: User | None, goods_return: GoodsReturn | None = None, statement: Statement | None = None
) -> None:
    """Write them below one case; the same picture twice is kept once."""
    for paper in {paper.sha256: paper for paper in papers}.values():
        photo = CasePhoto(
            goods_return=goods_return,
            statement=statement,
            content_type=paper.content_type,
            original_name=paper.name,
            sha256=paper.sha256,
            uploaded_by=by,
        )
        name = f"aftersale/{timezone.now():%Y/%m}/{uuid.uuid4().hex}{PurePath(paper.storage_name).suffix}"
        photo.file.save(name, paper.as_file(), save=False)
        photo.save()
