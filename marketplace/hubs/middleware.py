from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from marketplace.hubs.context import use_hub
from marketplace.hubs.preferences import preferences_of
from marketplace.hubs.selectors import hub_for_host


class HubMiddleware:
    """Every request works for one hub: `request.hub`, and `request.preferences` of its reader."""

    # Operators' pages must answer when the database does not.
    OUTSIDE = ("/health/", "/metrics")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(self.OUTSIDE):
            return self.get_response(request)
        request.hub = hub_for_host(request.get_host())
        request.preferences = SimpleLazyObject(lambda: preferences_of(request))
        with use_hub(request.hub):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
            return response


class DeskLanguageMiddleware:
    """Addresses without a language of their own. The desk speaks the one its reader chose, on this device or else in their account; the
    address that wallets send buyers back to, the one of the device (it must answer while the database is away)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
            if language in dict(settings.LANGUAGES):
                translation.activate(language)
                request.LANGUAGE_CODE = language
        elif request.path_info.startswith("/payments/return/"):
            request.LANGUAGE_CODE = translation.get_language_from_request(request)
            translation.activate(request.LANGUAGE_CODE)
        return self.get_response(request)


class DeskTimeMiddleware:
    """The desk writes and reads times as its officers' clocks show them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/"):
            return self.get_response(request)
        with timezone.override(request.hub.time_zone):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
            return response
