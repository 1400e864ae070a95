from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.videos.captions import CaptionRefused, as_vtt

MANY = "".join(f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.500\nx\n\n" for n in range(301))


def test_simple_lines_become_webvtt():
    assert as_vtt("0:00 Cherries are sorted.\n\n0:05 They are washed & dried.", 8000) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:05.000\nCherries are sorted.\n\n00:00:05.000 --> 00:00:08.000\nThey are washed &amp; dried.\n"
    )


def test_a_file_keeps_its_times_and_loses_styles_notes_and_tags():
    file = (
        "\ufeffWEBVTT - title\n\nSTYLE\n::cue { background: url(http://evil.example/x) }\n\nNOTE hello\n\n1\n"
        "00:01.000 --> 00:02.500 align:start\n<v Ana>采摘<script>\n二\n"
    )

    assert as_vtt(file, 3000) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n采摘\n二\n"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("Hello", "form", 1),
        ("0:00 One\nTwo", "form", 2),
        ("0:05 One\n0:05 Two", "order", 2),
        ("0:09 Too late", "late", 1),
        ("0:00 " + "x" * 201, "long", 1),
        ("x" * 40_001, "long", 0),
        ("WEBVTT\n", "empty", 0),
        ("WEBVTT\n\n0:02.0 -> x --> y\nHello", "form", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello", "order", 3),
        ("WEBVTT\n\n" + MANY, "many", 0),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, reason, line):
    with pytest.raises(CaptionRefused) as refusal:
        as_vtt(text, 8000)

    assert (refusal.value.reason, refusal.value.line) == (reason, line)


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_refused_or_becomes_a_file_without_tags(text, as_file):
    try:
        made = as_vtt(f"WEBVTT\n\n00:00.000 --> 00:01.000\n{text}" if as_file else f"0:00 {text}", 5000)
    except CaptionRefused:
        return
    assert made.startswith("WEBVTT\n\n00:00:0") and "<" not in made
