"""What is settled before any resource of the API is asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from marketplace.api.problems import length_required


class ApiLanguageMiddleware:
    """API addresses carry no language: Accept-Language (or the reader's cookie) decides for everything under /api/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/"):
            language = translation.get_language_from_request(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
            if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
                return length_required(request)  # Django would take the body for empty, and blame the caller for every field
        return self.get_response(request)
