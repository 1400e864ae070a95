"""Videos for tests: a second of ffmpeg's own test picture."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

_CODECS = {"mp4": "libx264", "mov": "libx264", "webm": "libvpx"}


@cache
def turned() -> bytes:
    """What a phone held upright sends: pictures lying on their side, and a matrix that says so. Upright, red stands above blue."""
    with tempfile.TemporaryDirectory() as room:
        lying, file = Path(room, "lying.mp4"), Path(room, "turned.mov")
        source = "color=red:duration=1:size=240x160:rate=5,drawbox=w=120:h=160:color=blue:t=fill"
        ffmpeg = [get_ffmpeg_exe(), "-v", "error"]
        subprocess.run([*ffmpeg, "-f", "lavfi", "-i", source, "-c:v", "libx264", "-pix_fmt", "yuv420p", str(lying)], check=True)
        subprocess.run([*ffmpeg, "-display_rotation", "90", "-i", str(lying), "-c", "copy", str(file)], check=True)
        return file.read_bytes()


@cache
def clip(kind: str = "mp4", *, size: str = "160x120", sound: bool = True, seconds: int = 1) -> bytes:
    """The file as bytes; made once a process."""
    with tempfile.TemporaryDirectory() as room:
        file = Path(room, f"clip.{kind}")
        words = [get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"testsrc=duration={seconds}:size={size}:rate=5"]
        if sound:
            words += ["-f", "lavfi", "-i", f"sine=duration={seconds}"]
        subprocess.run([*words, "-c:v", _CODECS[kind], "-metadata", "location=-1.95+30.06/", "-shortest", "-y", str(file)], check=True)
        return file.read_bytes()
