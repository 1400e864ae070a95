"""A drawing for each product, made into the JPEG a seller's camera would have sent. Drawings of ours, no imitation of real packaging."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from marketplace.look.pictures.render import product_jpeg

SIDE = 800  # pixels: as wide as a product page shows it, and a hundred of them in a few seconds


@dataclass(frozen=True, slots=True)
class Drawing:
    key: str
    kind: str
    name: str
    note: str


def drawn(drawings: Iterable[Drawing]) -> Iterator[bytes]:
    """The pictures in their order, drawn by as many processes as there are cores (painting holds the interpreter's lock)."""
    orders = [(drawing.kind, drawing.key, drawing.name, drawing.note, SIDE) for drawing in drawings]
    cores = min(os.cpu_count() or 1, 4)
    if cores == 1 or len(orders) < 8:
        yield from (product_jpeg(*order) for order in orders)
        return
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as painters:
        yield from painters.map(product_jpeg, *zip(*orders, strict=True), chunksize=2)
