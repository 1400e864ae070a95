"""The process that draws the sizes: what it gives, and what it says when it cannot."""

import time
from contextlib import closing
from io import BytesIO

import psutil
import pytest
from PIL import Image

from catalog.photos.drawing import sizes_for
from catalog.photos.press import PressFailed, pressed
from catalog.tests.photos.pictures import jpeg


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "catalog.photos.press" in child.cmdline()]


def test_sizes_come_in_the_order_asked_for():
    sizes = sizes_for(900)

    files = list(pressed(jpeg(900, 600), sizes))

    assert [(image.format.lower(), image.width) for image in map(Image.open, map(BytesIO, files))] == sizes
    assert children() == []


def test_press_gives_way_to_others_and_ends_when_nobody_wants_the_rest():
    with closing(pressed(jpeg(1600, 1200), sizes_for(1600))) as files:
        assert next(files)
        (child,) = children()
        assert child.nice() == min(19, 10 + psutil.Process().nice())
        begun = time.monotonic()

    assert children() == [] and time.monotonic() - begun < 2


def test_press_failed_is_raised_when_picture_is_damaged():
    with pytest.raises(PressFailed):
        list(pressed(jpeg(900, 600)[:2000], [("webp", 320)]))


def test_press_failed_is_raised_when_process_is_killed():
    files = pressed(jpeg(1600, 1200), sizes_for(1600))
    next(files)
    for child in children():
        child.kill()

    with pytest.raises(PressFailed, match="code -9"):
        list(files)
