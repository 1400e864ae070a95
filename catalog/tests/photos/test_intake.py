from io import BytesIO

import pytest
from PIL import Image, ImageCms

from catalog.photos import intake, limits
from catalog.photos.drawing import draw_original
from catalog.photos.intake import read_picture
from catalog.photos.refusals import PhotoRefused
from catalog.tests.photos.pictures import SVG, jpeg, moving, png_claiming, pressed, scene, windows_program

BROWN = (120, 40, 25)


def near(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 16 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_picture_is_read_when_its_format_is_one_of_ours(format):
    picture = read_picture(BytesIO(pressed(scene(), format)))

    assert (picture.width, picture.height, picture.image.mode) == (900, 700, "RGB")
    assert near(picture.image.getpixel((50, 50)), BROWN)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"hello", "kind"),
        (windows_program(), "kind"),
        (SVG, "kind"),
        (b"%PDF-1.7\n" + jpeg(), "kind"),
        (b"PK\x03\x04" + jpeg(), "kind"),
        (b"<html><script>alert(1)</script></html>", "kind"),
        (pressed(scene(), "GIF"), "kind"),
        (pressed(scene(), "TIFF"), "kind"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 300, "heic"),
        (b"\xff\xd8\xff\xe0" + windows_program(), "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 300, "broken"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 300, "broken"),
        (jpeg()[:6000], "broken"),
        (pressed(scene(), "PNG")[:2000], "broken"),
        (pressed(scene(), "WEBP")[:2000], "broken"),
        (pressed(scene(), "AVIF")[:2000], "broken"),
        (png_claiming(50_000, 50_000), "pixels"),
        (png_claiming(9_000, 9_000), "pixels"),
        (pressed(Image.new("RGB", (1, 1))), "small"),
        (jpeg(900, 599), "small"),
        (jpeg(2000, 601), "stretched"),
        (moving("WEBP"), "animated"),
        (moving("PNG"), "animated"),
        (moving("AVIF"), "animated"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_picture_is_refused_when_it_is_not_a_clean_photo(content, reason):
    with pytest.raises(PhotoRefused) as refusal:
        read_picture(BytesIO(content))

    assert refusal.value.reason == reason
    assert refusal.value.message


def test_bomb_is_refused_before_a_pixel_is_decoded(monkeypatch):
    monkeypatch.setattr(intake, "_clean", lambda image: pytest.fail("decoded"))
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))

    with pytest.raises(PhotoRefused, match="pixels"):
        read_picture(BytesIO(png_claiming(20_000, 20_000)))


def test_picture_is_refused_when_the_file_is_too_heavy(monkeypatch):
    monkeypatch.setattr(intake, "MAX_BYTES", 20_000)

    with pytest.raises(PhotoRefused, match="heavy"):
        read_picture(BytesIO(jpeg() + b"\0" * 20_000))


def test_what_the_camera_wrote_is_gone_from_the_clean_file():
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif[0x9286] = "user comment"
    exif.get_ifd(0x8825)[2] = (1.0, 57.0, 0.0)
    sent = jpeg(exif=exif, comment=b"a secret comment", xmp=b"<x:xmpmeta>secret</x:xmpmeta>", dpi=(300, 300))
    assert b"secret" in sent

    clean = draw_original(read_picture(BytesIO(sent)).image)

    assert b"secret" not in clean and b"Exif" not in clean and b"xmp" not in clean
    with Image.open(BytesIO(clean)) as image:
        assert not image.getexif() and set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_payload_behind_a_picture_is_gone_from_the_clean_file():
    sent = jpeg() + b"PK\x03\x04<script>alert('polyglot')</script>"

    clean = draw_original(read_picture(BytesIO(sent)).image)

    assert b"polyglot" not in clean and clean.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, "left top"),
        (2, "right top"),
        (3, "right bottom"),
        (4, "left bottom"),
        (5, "left top"),
        (6, "right top"),
        (7, "right bottom"),
        (8, "left bottom"),
    ],
)
def test_picture_stands_upright_when_the_camera_was_held_otherwise(orientation, corner):
    exif = Image.Exif()
    exif[intake.ORIENTATION_TAG] = orientation

    image = read_picture(BytesIO(jpeg(900, 700, exif=exif))).image

    assert image.size == ((900, 700) if orientation < 5 else (700, 900))
    across, down = corner.split()
    at = (40 if across == "left" else image.width - 40, 40 if down == "top" else image.height - 40)
    assert near(image.getpixel(at), BROWN)


def test_see_through_parts_become_white():
    image = scene().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 300, 300))

    assert read_picture(BytesIO(pressed(image, "PNG"))).image.getpixel((10, 10)) == (255, 255, 255)


def test_palette_with_transparency_becomes_white():
    image = scene(mode="P")
    image.info["transparency"] = image.getpixel((10, 10))

    assert read_picture(BytesIO(pressed(image, "PNG"))).image.getpixel((10, 10)) == (255, 255, 255)


def test_sixteen_bit_grey_keeps_its_tones():
    image = Image.new("I;16", (700, 700), 32768)

    assert abs(read_picture(BytesIO(pressed(image, "PNG"))).image.getpixel((10, 10))[0] - 128) <= 1


def test_printers_colours_become_screen_colours():
    picture = read_picture(BytesIO(pressed(scene(mode="CMYK"), "JPEG")))

    assert picture.image.mode == "RGB"


def test_colour_profile_is_applied_and_dropped():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))  # a profile that does not fit an RGB picture
    plain = read_picture(BytesIO(pressed(scene(), "PNG", icc_profile=wide.tobytes()))).image
    fitting = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = read_picture(BytesIO(pressed(scene(), "PNG", icc_profile=fitting))).image

    assert near(plain.getpixel((50, 50)), BROWN) and near(same.getpixel((50, 50)), BROWN)
    assert b"ICC_PROFILE" not in draw_original(same)


def test_damaged_exif_does_not_spoil_a_good_picture():
    assert read_picture(BytesIO(jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01" * 30))).width == 900


def test_large_picture_is_kept_at_the_size_we_need():
    picture = read_picture(BytesIO(jpeg(5000, 3750)))

    assert (picture.width, picture.height) == (limits.ORIGINAL_SIDE, 1800)
