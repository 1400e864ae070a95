import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from marketplace.look import pictures
from marketplace.look.pictures import render

KINDS = sorted(pictures.PRODUCTS)
SCENES = sorted(pictures.SCENES)


@pytest.mark.parametrize("kind", KINDS)
def test_same_key_gives_the_same_product_and_another_key_another(kind):
    assert pictures.product(kind, "coocamu", "Coocamu", "250 g") == pictures.product(kind, "coocamu", "Coocamu", "250 g")
    assert len({pictures.product(kind, str(key)) for key in range(6)}) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_product_is_well_formed_and_carries_no_markup_of_the_seller(kind):
    svg = pictures.product(kind, "k", '<script>"&', "</text><a>")

    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert not tags & {"script", "a", "foreignObject", "image", "filter"}


@pytest.mark.parametrize("kind", SCENES)
def test_scene_is_well_formed_and_depends_on_its_key(kind):
    ElementTree.fromstring(pictures.scene(kind, "home"))

    assert pictures.scene(kind, "home") == pictures.scene(kind, "home")
    assert pictures.scene(kind, "home") != pictures.scene(kind, "stay")


def test_boards_and_bands_differ_by_key():
    boards = {pictures.panel(str(key)) for key in range(40)}
    assert len(boards) == 40
    for svg in [*boards, *(pictures.band(family, family=family) for family in pictures.MOTIFS), pictures.tile("x")]:
        ElementTree.fromstring(svg)


def test_kind_that_nobody_draws_is_refused():
    with pytest.raises(KeyError):
        pictures.product("submarine", "x")
    with pytest.raises(KeyError):
        pictures.scene("moon")


def test_picture_becomes_pixels_with_its_label():
    plain = render.to_png(pictures.product("coffee-bag", "kan6"), 300)
    named = render.to_png(pictures.product("coffee-bag", "kan6", "卢旺达"), 300)

    with Image.open(io.BytesIO(plain)) as first, Image.open(io.BytesIO(named)) as second:
        assert first.size == second.size == (300, 300)
        assert first.tobytes() != second.tobytes()  # the Chinese label is set, so a font was found


def test_jpeg_has_no_transparency_and_the_asked_width():
    with Image.open(io.BytesIO(render.to_jpeg(pictures.scene("lake"), 450))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (450, 300))
