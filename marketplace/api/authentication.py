"""Who calls: by a token, or by the session of a browser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Bearer <token>`; `Token <token>` means the same."""

    keyword = "Bearer"

    def authenticate(self, request: Request):
        scheme, _space, token = authentication.get_authorization_header(request).partition(b" ")
        if scheme.lower() not in (b"bearer", b"token"):
            return None
        token = token.strip()
        if not (token.isascii() and token.isalnum()):
            raise AuthenticationFailed(_("Invalid token."))
        return self.authenticate_credentials(token.decode())


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of a browser. Whoever comes with one, guest or member, needs the CSRF token to change anything."""

    def authenticate(self, request: Request):
        if settings.SESSION_COOKIE_NAME in request._request.COOKIES:
            self.enforce_csrf(request)
        user = getattr(request._request, "user", None)
        return (user, None) if user and user.is_active else None


def guest_session(request: Request) -> str:
    """The key of this browser's session, begun where there is none, together with the CSRF cookie its next change needs."""
    if not request.session.session_key:
        request.session.create()
    get_token(request._request)
    return request.session.session_key


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token from POST /api/v1/token/."}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        text = f"The session of a signed-in browser. Changes need the {settings.CSRF_COOKIE_NAME} cookie repeated as X-CSRFToken."
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": text}
