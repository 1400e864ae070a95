"""Public files by ranges: a phone plays a video only from a server that gives it the part it asks for (RFC 9110, 14).

Where files lie on this machine. `manage.py up` lets its web server hand out photos, which need no ranges; object storage and a proxy
in front give ranges themselves (docs/deploy.md)."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.utils._os import safe_join
from django.utils.http import http_date, parse_http_date_safe, quote_etag

# The most one answer carries of what a range asks for. A shorter part is a right answer, players ask for the next one, and no thread waits
# for a phone on a bad line: what it is to send is handed to the server whole.
PART = 1024 * 1024
KEPT_FOR = "public, max-age=86400"  # a file's name is never given to another
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))")


class MediaMiddleware:
    """Answers for what lies under MEDIA_URL, before session and hub: these files are everybody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_ours = request.path_info.startswith(settings.MEDIA_URL) and isinstance(_storage(), FileSystemStorage)
        if not is_ours:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        file = _file_of(request.path_info.removeprefix(settings.MEDIA_URL))
        return show_file(request, file) if file else HttpResponseNotFound()


def _storage() -> object:
    default_storage.exists  # noqa: B018 - makes the storage behind the name
    return default_storage._wrapped


def _file_of(name: str) -> Path | None:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, name))
        return file if file.is_file() else None
    except (SuspiciousFileOperation, ValueError, OSError):
        return None


def show_file(request: HttpRequest, file: Path) -> HttpResponseBase:
    """The file, or the part of it that was asked for: 200, 206, 304, or 416 where the part lies beyond its end."""
    stat = file.stat()
    etag, changed = quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}"), int(stat.st_mtime)
    headers = {"Accept-Ranges": "bytes", "ETag": etag, "Last-Modified": http_date(changed), "Cache-Control": KEPT_FOR}
    if _is_known(request, etag, changed):
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    headers["Content-Type"] = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    asked = request.headers.get("Range", "").replace(" ", "")  # several ranges at once, and units unknown to us, get the whole file
    if asked.startswith("bytes=") and "," not in asked and request.method == "GET" and _may_be_a_part(request, etag, changed):
        return _part(file, stat.st_size, asked, headers)
    headers["Content-Length"] = str(stat.st_size)
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return FileResponse(file.open("rb"), headers=headers)


def _part(file: Path, size: int, asked: str, headers: dict[str, str]) -> HttpResponse:
    span = _span(asked, size)
    if span is None:
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={**headers, "Content-Range": f"bytes */{size}"})
    start, end = span
    with file.open("rb") as whole:
        whole.seek(start)
        content = whole.read(end - start + 1)
    said = {"Content-Range": f"bytes {start}-{end}/{size}", "Content-Length": str(len(content))}
    return HttpResponse(content, status=HTTPStatus.PARTIAL_CONTENT, headers={**headers, **said})


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the answer; None where the range is nonsense or lies beyond the end."""
    read = _RANGE.fullmatch(asked)
    if not read:
        return None
    first, last, from_the_end = read.groups()
    start = int(first) if first else max(0, size - int(from_the_end))
    end = min(int(last) if last else size - 1, size - 1, start + PART - 1)
    return (start, end) if start <= end and from_the_end != "0" else None


def _is_known(request: HttpRequest, etag: str, changed: int) -> bool:
    told = request.headers.get("If-None-Match")
    if told is not None:
        return told.strip() == "*" or etag in [one.strip().removeprefix("W/") for one in told.split(",")]
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed <= since


def _may_be_a_part(request: HttpRequest, etag: str, changed: int) -> bool:
    """If-Range: a part is of use only to whoever has the rest of the same file; others get it whole."""
    told = request.headers.get("If-Range", "").strip()
    return not told or told == etag or parse_http_date_safe(told) == changed
