from io import BytesIO

import pytest
from PIL import Image

from catalog.photos.coaching import advice_for
from catalog.photos.drawing import PRESSES, draw, sizes_for, widths_for
from catalog.tests.photos.pictures import scene


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (600, [320, 480, 600]),
        (800, [320, 480, 800]),
        (1000, [320, 480, 800, 1000]),
        (1200, [320, 480, 800, 1200]),
        (2400, [320, 480, 800, 1200]),
    ],
)
def test_no_size_is_larger_than_the_picture(width, widths):
    assert widths_for(width) == widths


def test_every_width_comes_in_every_format():
    assert len(sizes_for(2400)) == 12


@pytest.mark.parametrize("format", PRESSES)
def test_size_is_drawn_in_its_format_with_the_picture_s_shape(format):
    drawn = draw(scene(1200, 900), format, 480)

    with Image.open(BytesIO(drawn)) as image:
        assert (image.format, image.size) == (PRESSES[format][0], (480, 360))
        assert "icc_profile" not in image.info and not image.getexif()


def test_light_formats_are_lighter_than_jpeg():
    image = scene(1200, 900)

    assert len(draw(image, "avif", 800)) < len(draw(image, "jpeg", 800))


@pytest.mark.parametrize(
    ("image", "advice"),
    [
        (Image.new("RGB", (700, 700), (235, 235, 230)), []),
        (Image.new("RGB", (700, 700), (30, 30, 30)), ["dark"]),
        (Image.new("RGB", (1000, 700), (235, 235, 230)), ["not_square"]),
    ],
    ids=["pale", "dark", "wide"],
)
def test_advice_is_given_when_a_better_picture_is_possible(image, advice):
    assert advice_for(image) == advice


def test_dark_edge_is_noticed_when_the_middle_is_light():
    image = Image.new("RGB", (700, 700), (20, 20, 20))
    image.paste((240, 240, 240), (50, 50, 650, 650))

    assert advice_for(image) == ["dark_edge"]
