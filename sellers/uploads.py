"""Papers people send: judged by their content, never by their name or by what the browser says."""

from __future__ import annotations

import hashlib
import io
import uuid
import warnings
from dataclasses import dataclass
from pathlib import PurePath

import filetype
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image, ImageOps

from sellers.exceptions import BadUpload

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PAGES = 60
LONG_SIDE = 3000
KINDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


@dataclass(frozen=True)
class Paper:
    """A file that passed: what is kept, under a name nobody guesses."""

    content: bytes
    content_type: str
    name: str
    pages: int
    sha256: str

    @property
    def storage_name(self) -> str:
        return f"evidence/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.{KINDS[self.content_type]}"

    def as_file(self) -> ContentFile:
        return ContentFile(self.content)


def too_many(limit: int) -> str:
    return ngettext("An item takes %(limit)d file.", "An item takes %(limit)d files.", limit) % {"limit": limit}


def checked_upload(upload: UploadedFile) -> Paper:
    """The paper, if it is a PDF, JPEG or PNG that can be opened. Raises BadUpload with the sentence for its sender."""
    if upload.size > MAX_BYTES:
        raise BadUpload(
            _("This file has %(size)s; %(limit)s is the most. Send the pages in several files, or a smaller scan.")
            % {"size": filesizeformat(upload.size), "limit": filesizeformat(MAX_BYTES)}
        )
    content = upload.read()
    if not content:
        raise BadUpload(_("This file is empty."))
    kind = filetype.guess(content)
    content_type = kind.mime if kind else ""
    if content_type not in KINDS:
        raise BadUpload(_("This is not a PDF, JPEG or PNG file, whatever its name says. Please send one of these."))
    name = PurePath(upload.name or "").name.replace("\x00", "")[:160] or f"paper.{KINDS[content_type]}"
    if content_type == "application/pdf":
        pages = _checked_pdf(content)
    else:
        content, pages = _checked_image(content, content_type), 1
    return Paper(content, content_type, name, pages, hashlib.sha256(content).hexdigest())


def _checked_pdf(content: bytes) -> int:
    """The number of pages. A paper must open without a password and hold no program."""
    if not content.startswith(b"%PDF-"):
        raise BadUpload(_("This PDF does not begin like one. Please save it again and send it anew."))
    try:
        from pypdf import PdfReader  # 6 MiB that only a process with a PDF before it needs

        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise BadUpload(_("This PDF has a password. Please send it without one."))
        pages = len(reader.pages)
        catalog = reader.trailer["/Root"]
        names = catalog.get("/Names")
        runs = "/OpenAction" in catalog and "/JavaScript" in str(catalog["/OpenAction"].get_object())
        runs = runs or "/AA" in catalog or bool(names and ("/JavaScript" in names.get_object() or "/EmbeddedFiles" in names.get_object()))
    except BadUpload:
        raise
    except Exception:  # pypdf tells of broken files in many ways
        raise BadUpload(_("This PDF cannot be opened. Please save it again and send it anew."))
    if runs:
        raise BadUpload(_("This PDF holds a program or other files inside. Please print it to a plain PDF and send that."))
    if not 0 < pages <= MAX_PAGES:
        raise BadUpload(_("A paper may have 1 to %(limit)d pages; this one has %(pages)d.") % {"limit": MAX_PAGES, "pages": pages})
    return pages


def _checked_image(content: bytes, content_type: str) -> bytes:
    """The picture written anew: upright, without the place it was taken, not larger than a reader needs."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise BadUpload(_too_large(image.width, image.height))
                image.verify()
            with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((LONG_SIDE, LONG_SIDE))
                out = io.BytesIO()
                if content_type == "image/png":
                    plain = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
                    plain.save(out, "PNG")
                else:
                    upright.convert("RGB").save(out, "JPEG", quality=85)
    except BadUpload:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise BadUpload(_("This picture has far more pixels than a paper needs. Please send a smaller one."))
    except Exception:  # Pillow tells of broken files in many ways
        raise BadUpload(_("This picture cannot be opened. Please take it again and send it anew."))
    return out.getvalue()


def _too_large(width: int, height: int) -> str:
    return _("This picture has %(width)d × %(height)d pixels: far more than a paper needs. Please send a smaller one.") % {
        "width": width,
        "height": height,
    }
