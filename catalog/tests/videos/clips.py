"""Videos for tests: a second of ffmpeg's own test picture."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

_CODECS = {"mp4": "libx264", "mov": "libx264", "webm": "libvpx"}


@cache
def clip(kind: str = "mp4", *, size: str = "160x120", sound: bool = True) -> bytes:
    """The file as bytes; made once a process."""
    with tempfile.TemporaryDirectory() as room:
        file = Path(room, f"clip.{kind}")
        words = [get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"testsrc=duration=1:size={size}:rate=5"]
        if sound:
            words += ["-f", "lavfi", "-i", "sine=duration=1"]
        subprocess.run([*words, "-c:v", _CODECS[kind], "-metadata", "location=-1.95+30.06/", "-shortest", "-y", str(file)], check=True)
        return file.read_bytes()
