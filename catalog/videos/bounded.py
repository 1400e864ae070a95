"""A program run within bounds: python -m catalog.videos.bounded MEMORY CPU_SECONDS FILE_BYTES PROGRAM WORDS…

It knows nothing of Django: it sets the bounds for itself and becomes the program. A hostile file that makes the decoder eat memory, time or
disk ends with it, and it gives way to everybody who waits for a page."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

GIVES_WAY = 10  # nice
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(memory: int, seconds: int, size: int, words: list[str]) -> None:
    os.nice(GIVES_WAY)
    if sys.platform == "linux":  # where its worker is killed, nobody waits for what it makes
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(words[0], words)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), sys.argv[4:])
