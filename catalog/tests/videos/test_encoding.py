"""ffmpeg within its bounds."""

from __future__ import annotations

import pytest

from catalog.tests.videos.clips import clip
from catalog.videos import limits
from catalog.videos.encoding import EncodingFailed, demuxer_of, encode, measure


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "clip.mp4"
    file.write_bytes(clip())
    return file


def test_the_formats_are_told_as_they_are_made(source, tmp_path):
    told = []

    encode(source, "mov", "mp4", tmp_path / "out.mp4", milliseconds=1000, told=told.append)

    made = (tmp_path / "out.mp4").read_bytes()
    assert told and max(told) <= 99
    assert b"avc1" in made and made.index(b"moov") < made.index(b"mdat") and b"30.06" not in made


def test_a_run_beyond_its_memory_or_disk_fails(source, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_OUTPUT", 1000)
    with pytest.raises(EncodingFailed):
        encode(source, "mov", "mp4", tmp_path / "out.mp4", milliseconds=1000, told=lambda percent: None)
    monkeypatch.setattr(limits, "MEMORY", 60 * limits.MEGABYTE)
    with pytest.raises(EncodingFailed):
        measure(source, "mov")


def test_a_run_beyond_its_time_is_ended(source, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "TIME_FOR_A_FORMAT", 0)

    with pytest.raises(EncodingFailed):
        encode(source, "mov", "webm", tmp_path / "out.webm", milliseconds=1000, told=lambda percent: None)


@pytest.mark.parametrize("text", ["#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "ffconcat version 1.0\nfile /etc/passwd\n"])
def test_a_file_that_names_others_opens_none(tmp_path, text):
    playlist = tmp_path / "clip.mp4"
    playlist.write_text(text)

    assert demuxer_of(playlist.read_bytes()) == ""
    with pytest.raises(EncodingFailed):
        measure(playlist, "mov")
