"""ffmpeg, run within bounds on one local file: what a video measures, its two formats, its poster.

The demuxer is named, never guessed, so that no playlist or list of files is ever opened; only the protocol "file" is there, so that no
address in a hostile file is called; metadata (where and when it was taken) is left out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from imageio_ffmpeg import get_ffmpeg_exe

from catalog.videos import limits

TOP = Path(__file__).resolve().parents[2]
FORMATS = ("mp4", "webm")
_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d)\.(\d\d)")
_SIZE = re.compile(r"Stream #0:\d+.*?: Video: .*?[ ,](\d{2,5})x(\d{2,5})[ ,]")
_TURNED = re.compile(r"rotation of -?(?:90|270)(?:\.0+)? degrees")
_FIT = (
    f"scale='if(gte(iw,ih),min({limits.SHOWN_SIDE},iw),-2)':'if(gte(iw,ih),-2,min({limits.SHOWN_SIDE},ih))',"
    "scale='trunc(iw/2)*2':'trunc(ih/2)*2',setsar=1"
)
_WORDS = {
    "mp4": ["-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-pix_fmt", "yuv420p", "-profile:v", "main", "-movflags", "+faststart",
            "-c:a", "aac", "-b:a", "96k", "-ac", "2", "-f", "mp4"],
    "webm": ["-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0", "-deadline", "good", "-cpu-used", "5", "-row-mt", "0", "-pix_fmt", "yuv420p",
             "-c:a", "libopus", "-b:a", "64k", "-ac", "2", "-f", "webm"],
}  # fmt: skip


class EncodingFailed(RuntimeError):
    """ffmpeg could not read the file, or ran out of its bounds."""


@dataclass(frozen=True, slots=True)
class Measures:
    milliseconds: int
    width: int
    height: int


def demuxer_of(head: bytes) -> str:
    """The demuxer for a file that begins with these bytes; empty for what is neither MP4, MOV nor WebM."""
    if len(head) >= 12 and head[4:8] == b"ftyp":
        return "mov"
    return "matroska" if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head[:64] else ""


def measure(path: Path, demuxer: str) -> Measures:
    """How long and how large the video in this file is. Raises EncodingFailed."""
    run = _run([*_reading(path, demuxer)], limits.TIME_FOR_A_LOOK, capture=True)
    told = run.stderr.decode("utf-8", "replace")
    duration, size = _DURATION.search(told), _SIZE.search(told)
    if not duration or not size:
        raise EncodingFailed("no video in it")
    hours, minutes, seconds, hundredths = map(int, duration.groups())
    width, height = int(size[1]), int(size[2])
    if _TURNED.search(told):  # a phone held upright; what is made of it stands upright too
        width, height = height, width
    return Measures(((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10, width, height)


def draw_poster(path: Path, demuxer: str, to: Path) -> None:
    """The most telling of the first frames as a JPEG. Raises EncodingFailed."""
    words = [*_reading(path, demuxer), "-map", "0:v:0", "-vf", f"thumbnail=24,{_FIT}", "-frames:v", "1", "-q:v", "5", "-f", "image2"]
    _run([*words, "-update", "1", "-y", f"file:{to}"], limits.TIME_FOR_A_LOOK * 3)
    _see(to)


def encode(path: Path, demuxer: str, kind: str, to: Path, *, milliseconds: int, told: Callable[[int], None]) -> None:
    """Write the video in this format; `told` hears the percent done twice a second; what it raises ends the run. Raises EncodingFailed."""
    words = [*_reading(path, demuxer), "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"]
    words += ["-t", str(limits.MAX_SECONDS + 1), "-vf", _FIT, "-r", "30", "-threads", "1", *_WORDS[kind], "-progress", "pipe:1"]
    command = _bounded([*words, "-y", f"file:{to}"], limits.TIME_FOR_A_FORMAT)
    with subprocess.Popen(command, cwd=TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        clock = Timer(limits.TIME_FOR_A_FORMAT, run.kill)
        clock.start()
        try:
            for line in run.stdout:
                name, _, value = line.decode("ascii", "replace").strip().partition("=")
                if name == "out_time_us":  # N/A until the first packet is written
                    told(min(99, int(value) // 10 // max(1, milliseconds)) if value.isdigit() else 0)
            code = run.wait()
        finally:
            clock.cancel()
            run.kill()
    if code:
        raise EncodingFailed(f"{kind} ended with code {code}")
    _see(to)


def _reading(path: Path, demuxer: str) -> list[str]:
    only = ["-protocol_whitelist", "file"]
    if demuxer == "mov":
        only += ["-enable_drefs", "0", "-use_absolute_path", "0"]
    return [get_ffmpeg_exe(), "-nostdin", "-hide_banner", *only, "-f", demuxer, "-i", f"file:{path}"]


def _bounded(words: Sequence[str], seconds: int) -> list[str]:
    return [sys.executable, "-m", "catalog.videos.bounded", f"{limits.MEMORY}", f"{seconds}", f"{limits.MAX_OUTPUT}", *words]


def _run(words: Sequence[str], seconds: int, *, capture: bool = False) -> subprocess.CompletedProcess:
    try:
        run = subprocess.run(_bounded(words, seconds), cwd=TOP, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise EncodingFailed("it took too long") from late
    if run.returncode and not capture:
        raise EncodingFailed(run.stderr.decode("utf-8", "replace")[-300:])
    return run


def _see(file: Path) -> None:
    if not file.exists() or not file.stat().st_size:
        raise EncodingFailed("nothing was written")
