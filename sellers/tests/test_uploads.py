"""Files are judged by what they hold."""

import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sellers import uploads
from sellers.exceptions import BadUpload
from sellers.tests.factories import pdf, picture
from sellers.uploads import checked_upload


def named(content: bytes, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def bomb(width: int, height: int) -> SimpleUploadedFile:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 100)) + chunk(b"IEND", b"")
    return SimpleUploadedFile("bomb.png", content, content_type="image/png")


def test_good_papers_pass_with_what_they_are():
    assert (checked_upload(pdf(pages=3)).pages, checked_upload(pdf()).content_type) == (3, "application/pdf")
    assert checked_upload(picture()).content_type == "image/jpeg"
    assert checked_upload(picture(kind="PNG", name="said-to-be.jpg")).content_type == "image/png"


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (named(b""), "empty"),
        (named(b"<html><script>alert(1)</script>"), "not a PDF, JPEG or PNG"),
        (named(b"MZ" + b"\0" * 500, "a.jpg"), "not a PDF, JPEG or PNG"),
        (named(b"GIF89a" + b"\0" * 50, "a.png"), "not a PDF, JPEG or PNG"),
        (named(b"%PDF-1.7\nnothing else"), "cannot be opened"),
        (named(b"\xff\xd8\xff\xe0" + b"broken" * 20, "a.jpg"), "cannot be opened"),
        (pdf(password="secret"), "has a password"),
        (pdf(script=True), "holds a program"),
        (pdf(attachment=True), "other files inside"),
        (pdf(pages=61), "1 to 60 pages"),
        (bomb(50_000, 50_000), "pixels"),
        (bomb(9_000, 9_000), "pixels"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(upload, words):
    with pytest.raises(BadUpload) as refusal:
        checked_upload(upload)
    assert words in str(refusal.value)


def test_file_over_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 10)

    with pytest.raises(BadUpload) as refusal:
        checked_upload(pdf())
    assert "is the most" in str(refusal.value)


def test_picture_loses_the_place_it_was_taken_and_stands_upright():
    image = Image.new("RGB", (60, 30), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90°
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)

    paper = checked_upload(SimpleUploadedFile("photo.jpg", out.getvalue()))

    with Image.open(io.BytesIO(paper.content)) as kept:
        assert kept.size == (30, 60)
        assert not kept.getexif()


def test_huge_but_honest_picture_is_made_smaller():
    paper = checked_upload(picture(width=4000, height=3000))

    with Image.open(io.BytesIO(paper.content)) as kept:
        assert max(kept.size) == uploads.LONG_SIDE


def test_name_is_only_a_label_and_never_a_path():
    paper = checked_upload(pdf(name="../../etc/passwd.pdf"))

    assert paper.name == "passwd.pdf"
    assert "passwd" not in paper.storage_name
