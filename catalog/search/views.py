from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from catalog.search.selectors.suggestions import suggestions
from catalog.selectors.filters import typed_words

FRESH = 60  # seconds a browser may show the same suggestions


@require_safe
def show_suggestions(request: HttpRequest) -> HttpResponse:
    """The options below the search field. Without script nobody asks for them."""
    preferences = request.preferences
    found = suggestions(typed_words(request.GET), currency=preferences.currency, language=preferences.language)
    response = render(request, "catalog/_suggestions.html", {"found": found})
    patch_cache_control(response, private=True, max_age=FRESH)
    return response
