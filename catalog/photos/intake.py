"""A stranger's file in, a clean picture out: recognised by its bytes, measured before it is decoded, drawn anew."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

from catalog.photos.limits import MAX_BYTES, MAX_PIXELS, MAX_STRETCH, MEGABYTE, MIN_SIDE, ORIGINAL_SIDE
from catalog.photos.refusals import PhotoRefused

# What the bytes say they are, and the one decoder that may open them.
DECODERS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/avif": "AVIF"}
APPLE = {"image/heic", "image/heif"}
SIGNATURE_LENGTH = 8192
WHITE = (255, 255, 255)
ORIENTATION_TAG = 0x0112


@dataclass(frozen=True)
class CleanPicture:
    """Pixels alone: sRGB, upright, on white, no larger than we keep; what the camera wrote beside them is gone."""

    image: Image.Image

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height


def read_picture(file: BinaryIO) -> CleanPicture:
    """The picture in an uploaded file. Raises PhotoRefused with the reason and a sentence for the seller."""
    _check_weight(file)
    decoder = _recognise(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is stricter and comes next
            image = Image.open(file, formats=[decoder])
        _check_measures(image, decoder)
        image.draft("RGB", (ORIGINAL_SIDE, ORIGINAL_SIDE))  # a JPEG far too large is decoded at a fraction of its size
        image.load()
        return CleanPicture(_clean(image))
    except PhotoRefused:
        raise
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise PhotoRefused("broken", _("This picture is damaged or incomplete. Send it again, or take a new one.")) from error


def _check_weight(file: BinaryIO) -> None:
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise PhotoRefused("empty", _("This file is empty. Choose the picture again."))
    if size > MAX_BYTES:
        raise PhotoRefused(
            "heavy",
            _("This file has %(size).1f MB; a photo may have %(most)d MB.") % {"size": size / MEGABYTE, "most": MAX_BYTES // MEGABYTE},
        )


def _recognise(file: BinaryIO) -> str:
    """The decoder for what the bytes say; name and announced type are not asked."""
    head = file.read(SIGNATURE_LENGTH)
    file.seek(0)
    kind = filetype.guess(head)
    mime = kind.mime if kind else ""
    if mime in APPLE:
        raise PhotoRefused(
            "heic", _("This is a HEIC picture. Set the camera to “Most compatible”, or save the picture as JPEG, and send it again.")
        )
    if mime == "image/apng" or head[4:12] == b"ftypavis":
        raise _moves()
    if mime not in DECODERS:
        raise PhotoRefused("kind", _("This file is not a photo. Send a JPEG, PNG, WebP or AVIF picture."))
    return DECODERS[mime]


def _check_measures(image: Image.Image, decoder: str) -> None:
    """All that the header tells, before a pixel is decoded."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels()
    # A phone's JPEG may carry a second, hidden picture for depth; only the first is read. The others would move.
    if decoder != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise _moves()
    if min(width, height) < MIN_SIDE:
        raise PhotoRefused(
            "small",
            _("This picture measures %(width)d × %(height)d pixels; each side needs at least %(least)d.")
            % {"width": width, "height": height, "least": MIN_SIDE},
        )
    if max(width, height) > MAX_STRETCH * min(width, height):
        raise PhotoRefused("stretched", _("This picture is too long and narrow for a card. Cut it nearer to a square."))


def _too_many_pixels() -> PhotoRefused:
    return PhotoRefused(
        "pixels", _("This picture has too many pixels: at most %(most)d million are read.") % {"most": MAX_PIXELS // 1_000_000}
    )


def _moves() -> PhotoRefused:
    return PhotoRefused("animated", _("This picture moves. Send a still one."))


def _clean(image: Image.Image) -> Image.Image:
    orientation = _orientation(image)
    image = _to_srgb(image)
    turned = _TURNS.get(orientation)
    if turned is not None:
        image = image.transpose(turned)
    image.thumbnail((ORIGINAL_SIDE, ORIGINAL_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    # A new canvas: Pillow would carry comments and XMP from `info` into the file it writes.
    canvas = Image.new("RGB", image.size, WHITE)
    canvas.paste(image)
    return canvas


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(ORIENTATION_TAG, 1)
    except Exception:  # a camera's notes may be nonsense; the picture is not
        return 1


def _to_srgb(image: Image.Image) -> Image.Image:
    """RGB in the colours every screen knows; what was see-through becomes white."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.point(lambda value: value / 256).convert("L")  # 16-bit grey: a plain convert would clip it to white
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, WHITE)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    if profile:
        try:
            if image.mode not in ("RGB", "CMYK", "L"):
                image = image.convert("RGB")
            return ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that does not fit its picture says nothing
    return image.convert("RGB")
