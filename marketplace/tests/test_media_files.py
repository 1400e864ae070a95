"""Ranges of public files: what Safari on a phone asks before it plays anything."""

from __future__ import annotations

import pytest

from marketplace.media_files import PART

WHOLE = bytes(range(256)) * 6000  # more than one part


@pytest.fixture
def film(settings):
    file = settings.MEDIA_ROOT / "videos" / "x" / "film.mp4"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(WHOLE)
    (settings.MEDIA_ROOT.parent / "secret.mp4").write_bytes(b"secret")
    return "/media/videos/x/film.mp4"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-1", 0, 1),  # Safari's first question
        ("bytes=7-7", 7, 7),
        ("bytes=0-", 0, PART - 1),
        (f"bytes={PART}-", PART, len(WHOLE) - 1),
        ("bytes=-5", len(WHOLE) - 5, len(WHOLE) - 1),
        (f"bytes=1535990-{10**17}", 1535990, len(WHOLE) - 1),
    ],
)
def test_a_part_is_given_as_asked_and_never_more_than_a_thread_can_hold(client, film, asked, start, end):
    answer = client.get(film, headers={"Range": asked})

    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes {start}-{end}/{len(WHOLE)}")
    assert answer.content == WHOLE[start : end + 1]
    assert (answer["Content-Length"], answer["Content-Type"]) == (str(end - start + 1), "video/mp4")


@pytest.mark.parametrize(
    "asked", [f"bytes={len(WHOLE)}-", "bytes=5-2", "bytes=-0", "bytes=", "bytes=-", "bytes=a-b", "bytes=-1-2", "bytes=²-"]
)
def test_nonsense_and_what_lies_beyond_the_end_are_416(client, film, asked):
    answer = client.get(film, headers={"Range": asked})

    assert (answer.status_code, answer["Content-Range"], answer.content) == (416, f"bytes */{len(WHOLE)}", b"")


def test_the_whole_file_comes_without_a_range_and_for_ranges_of_another_kind(client, film):
    for headers in ({}, {"Range": "bytes=0-1,4-5"}, {"Range": "lines=0-1"}):
        answer = client.get(film, headers=headers)
        assert (answer.status_code, answer["Accept-Ranges"], body(answer) == WHOLE) == (200, "bytes", True)
    head = client.head(film)
    assert (head.status_code, head["Content-Length"], head.content) == (200, str(len(WHOLE)), b"")


def test_a_part_of_a_file_that_changed_meanwhile_is_not_mixed_with_the_rest(client, film, settings):
    first = client.get(film, headers={"Range": "bytes=0-1"})
    for proof in (first["ETag"], first["Last-Modified"]):
        assert client.get(film, headers={"Range": "bytes=2-3", "If-Range": proof}).status_code == 206
    assert client.get(film, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(film, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304

    (settings.MEDIA_ROOT / "videos/x/film.mp4").write_bytes(b"another")

    for proof in (first["ETag"], f"W/{first['ETag']}", "Mon, 01 Jan 2024 00:00:00 GMT", "nonsense"):
        answer = client.get(film, headers={"Range": "bytes=2-3", "If-Range": proof})
        assert (answer.status_code, body(answer)) == (200, b"another")


@pytest.mark.parametrize("name", ["../secret.mp4", "%2e%2e/secret.mp4", "videos/../../secret.mp4", "videos/x", "", "x\x00y", "/etc/passwd"])
def test_what_lies_elsewhere_is_not_found_and_nothing_is_taken_in(client, film, name):
    assert client.get(f"/media/{name}").status_code == 404
    assert client.post(film).status_code == 405
