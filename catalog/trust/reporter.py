"""Who reports: a person, or the browser of a guest."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from rest_framework.request import Request


def reporter_of(request: HttpRequest | Request, *, is_begun: bool = True) -> str:
    """A name for whoever asks, the same each time, which says nothing of them. A guest's session is begun where there is none; with
    `is_begun` false it is not, and a guest without one has no name."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    if not request.session.session_key:
        if not is_begun:
            return ""
        request.session.create()
    return f"guest:{salted_hmac('trust.reporter', request.session.session_key, algorithm='sha256').hexdigest()[:40]}"
