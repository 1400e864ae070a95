"""The sizes of a picture, drawn by a process of their own: the memory for the pixels goes when it goes, and it gives way to everybody
who waits for a page or a price. It is this module run as a program, and knows nothing of Django."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from catalog.photos.drawing import draw

GIVES_WAY = 10  # nice
HEAD = 8  # bytes that say how long the next size is
TOP = Path(__file__).resolve().parents[2]

Size = tuple[str, int]  # format, width


class PressFailed(RuntimeError):
    """The process ended before the last size."""


def pressed(original: bytes, sizes: Sequence[Size]) -> Iterator[bytes]:
    """Each size as a file, in the order asked for, as soon as it is drawn. Raises PressFailed."""
    words = [sys.executable, "-m", "catalog.photos.press", *(f"{format}:{width}" for format, width in sizes)]
    with subprocess.Popen(words, cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as press:
        try:
            _hand_over(press, original)
            for _size in sizes:
                length = int.from_bytes(_read(press, HEAD), "big")
                yield _read(press, length)
        finally:
            press.kill()  # nothing to it when it has ended; whoever turns away early shall not wait for the rest


def _hand_over(press: subprocess.Popen, original: bytes) -> None:
    try:
        press.stdin.write(original)
        press.stdin.close()
    except BrokenPipeError as error:
        raise PressFailed("it ended while it was given the picture") from error


def _read(press: subprocess.Popen, length: int) -> bytes:
    found = press.stdout.read(length)
    if len(found) < length:
        raise PressFailed(f"it ended with code {press.wait()}")
    return found


def main(wanted: Sequence[str]) -> None:
    """Read a picture from standard input and write the sizes that are wanted ("avif:320") to standard output."""
    os.nice(GIVES_WAY)
    with Image.open(BytesIO(sys.stdin.buffer.read())) as image:
        image.load()
        for one in wanted:
            format, _, width = one.partition(":")
            file = draw(image, format, int(width))
            sys.stdout.buffer.write(len(file).to_bytes(HEAD, "big") + file)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
