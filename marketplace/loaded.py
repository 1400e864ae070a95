"""What a process has loaded stays until it ends; the garbage collector need not look through it again and again.

Half of Python's time in `migrate` and a twelfth of it in a page went there (docs/decisions/web-server.md)."""

import gc


def settle(allocations: int = 50_000) -> None:
    """Call it once when all is imported. Garbage in circles is looked for after so many allocations from then on, not after 700."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(allocations, 20, 50)
