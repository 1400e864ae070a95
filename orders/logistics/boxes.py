"""How boxes stand in a room with three sides: a pallet's, a container's. Pure, whole millimetres, the same answer every time.

Boxes of one kind are set as one block, larger kinds first, into the smallest free room that takes one; the room left over is cut
into three (beside, behind, above) and used again. Not the tightest stowing there is, but one a loader can follow, and never a
false promise: every box has its place (docs/decisions/freight.md says why not a library)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

Sides = tuple[int, int, int]  # along, across, up


@dataclass(frozen=True)
class Kind:
    """`quantity` equal boxes, mm and g of one. `upright` boxes are turned on the floor only, never laid on a side."""

    sides: Sides
    gross_g: int
    quantity: int
    upright: bool = False

    def __post_init__(self) -> None:
        if min(*self.sides, self.gross_g, self.quantity) <= 0:
            raise ValueError("A box has three sides, a weight and a quantity above zero.")

    @property
    def volume(self) -> int:
        return self.sides[0] * self.sides[1] * self.sides[2]

    @property
    def turns(self) -> list[Sides]:
        along, across, up = self.sides
        if self.upright:
            return list(dict.fromkeys([(along, across, up), (across, along, up)]))
        return list(dict.fromkeys(permutations(self.sides)))


@dataclass(frozen=True)
class Block:
    """count = nx × ny × nz boxes of a kind (its place in the list), each turned as `sides`, from the corner `at` on."""

    kind: int
    at: Sides
    sides: Sides
    counts: Sides

    @property
    def count(self) -> int:
        return self.counts[0] * self.counts[1] * self.counts[2]

    @property
    def size(self) -> Sides:
        return tuple(side * count for side, count in zip(self.sides, self.counts, strict=True))


@dataclass(frozen=True)
class Stowed:
    """What stands where, and how many of each kind found no place (by room or by weight)."""

    blocks: tuple[Block, ...]
    left: tuple[int, ...]
    gross_g: int

    @property
    def height(self) -> int:
        return max((block.at[2] + block.size[2] for block in self.blocks), default=0)


def stow(kinds: Sequence[Kind], room: Sides, *, most_g: int | None = None, flat: bool = False) -> Stowed:
    """Set as many of the boxes as find place into the room, no heavier together than `most_g`; `flat` fills the floor
    before the height, as on a pallet, otherwise the height before the door, as in a container."""
    left = [kind.quantity for kind in kinds]
    free: list[tuple[Sides, Sides]] = [((0, 0, 0), room)]
    blocks: list[Block] = []
    weight = 0
    for number in sorted(range(len(kinds)), key=lambda n: (-kinds[n].volume, -kinds[n].gross_g, n)):
        kind = kinds[number]
        while left[number]:
            most = left[number] if most_g is None else min(left[number], (most_g - weight) // kind.gross_g)
            if most <= 0 or (found := _place(kind, free, most, flat)) is None:
                break
            index, sides, counts = found
            at, size = free.pop(index)
            block = Block(number, at, sides, counts)
            blocks.append(block)
            left[number] -= block.count
            weight += block.count * kind.gross_g
            free += _rests(at, size, block.size)
    return Stowed(tuple(blocks), tuple(left), weight)


def capacity(kind: Kind, room: Sides, *, most_g: int | None = None) -> int:
    """How many boxes of the kind the room takes."""
    endless = Kind(kind.sides, kind.gross_g, 10**6, kind.upright)
    return 10**6 - stow([endless], room, most_g=most_g).left[0]


def _place(kind: Kind, free: list[tuple[Sides, Sides]], most: int, flat: bool) -> tuple[int, Sides, Sides] | None:
    """The smallest free room that takes at least one, and of its blocks the one that leaves room for most of the same kind: two rows
    one way and one the other often hold more than three alike."""
    for index in sorted(range(len(free)), key=lambda i: (free[i][1][0] * free[i][1][1] * free[i][1][2], free[i][0])):
        size, best = free[index][1], None
        for sides in kind.turns:
            full = tuple(room // side for room, side in zip(size, sides, strict=True))
            if 0 in full:
                continue
            along, across, up = full
            shapes = [(along, rows, up) for rows in range(across, 0, -1)] + [(rows, across, up) for rows in range(along - 1, 0, -1)]
            for counts in dict.fromkeys(_cut(shape, most, flat) for shape in shapes):
                block = counts[0] * counts[1] * counts[2]
                taken = tuple(side * count for side, count in zip(sides, counts, strict=True))
                beside = sum(_alike(kind, rest) for _at, rest in _rests((0, 0, 0), size, taken))
                score = (min(block + beside, most), block)
                if best is None or score > best[0]:
                    best = (score, sides, counts)
        if best:
            return index, best[1], best[2]
    return None


def _alike(kind: Kind, room: Sides) -> int:
    """How many stand in a room all turned the same way, at best."""
    return max((room[0] // a) * (room[1] // b) * (room[2] // c) for a, b, c in kind.turns)


def _cut(counts: Sides, most: int, flat: bool) -> Sides:
    """A whole block of at most so many."""
    along, across, up = counts
    if flat:
        across = min(across, most)
        along = min(along, most // across)
        return along, across, min(up, most // (along * across))
    up = min(up, most)
    across = min(across, most // up)
    return min(along, most // (up * across)), across, up


def _rests(at: Sides, size: Sides, taken: Sides) -> list[tuple[Sides, Sides]]:
    """What is left of a room: above the block, beside it, and behind it over the whole width and height."""
    (x, y, z), (length, width, height), (a, b, c) = at, size, taken
    rests = [((x, y, z + c), (a, b, height - c)), ((x, y + b, z), (a, width - b, height)), ((x + a, y, z), (length - a, width, height))]
    return [rest for rest in rests if min(rest[1]) > 0]
