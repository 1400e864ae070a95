"""Files as strangers send them: good ones, wrong ones, wicked ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def scene(width: int = 900, height: int = 700, mode: str = "RGB") -> Image.Image:
    """A pale ground, a dark square in the upper left corner: enough to tell up from down."""
    image = Image.new("RGB", (width, height), (236, 230, 220))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((0, 0, width // 3, height // 3), fill=(120, 40, 25))
    drawing.ellipse((width // 2, height // 3, width * 3 // 4, height * 2 // 3), fill=(40, 110, 70))
    return image.convert(mode)


def pressed(image: Image.Image, format: str = "JPEG", **options) -> bytes:
    with BytesIO() as out:
        image.save(out, format, **options)
        return out.getvalue()


def upload(content: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=content_type)


def jpeg(width: int = 900, height: int = 700, **options) -> bytes:
    return pressed(scene(width, height), "JPEG", quality=90, **options)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that unfolds to width × height: a decompression bomb."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(format: str) -> bytes:
    frames = [scene(700, 700), Image.new("RGB", (700, 700), (1, 2, 3))]
    return pressed(frames[0], format, save_all=True, append_images=frames[1:], duration=200)


def windows_program() -> bytes:
    return b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 46 + b"\x80\x00\x00\x00" + b"\x00" * 600


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>'
