from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.campaigns.selectors.pages import running_now
from catalog.selectors.home import home_page
from marketplace.kept_pages import for_everybody


@require_safe
@for_everybody
def show_home(request: HttpRequest) -> HttpResponse:
    return render(
        request, "catalog/home.html", {"page": home_page(request.preferences), "campaign": running_now(request.preferences.language)}
    )
