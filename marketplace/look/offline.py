"""The shop as an app on a phone: its manifest, its service worker, and the page that stands in while there is no network.

The worker (static/js/worker.js) keeps a few recent pages that anybody may see, and shows them again when the network is away, saying when
they were seen. What it may keep is told by the server, page by page (`kept_for_later`), and only to readers who are signed out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, wraps

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.look.chrome import root_of
from marketplace.look.words import html_code

# Read in static/js/worker.js: this page may be kept; this one is for somebody signed in, so forget what was kept before.
KEEP, READER = "X-Keep", "X-Reader"
SHAPES = (("any", 192), ("any", 512), ("maskable", 512))
# What the page without network is made of.
OWN = ("css/site.css", "css/dark.css", "js/site.js", "js/offline.js", "img/icons.svg", "img/mark.svg", "django_htmx/htmx-2.min.js")


def kept_for_later(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A whole page anybody may see: the reader's own device may keep it, unless they are signed in."""

    @wraps(view)
    def told(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.headers.get("HX-Request"):
            if request.user.is_authenticated:
                response[READER] = "signed-in"
            else:
                response[KEEP] = "1"
        return response

    return told


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """In the language of its address."""
    language = get_language() or settings.LANGUAGE_CODE
    root = root_of(language)
    icons = [
        {"src": static(f"img/app-{shape}-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": shape}
        for shape, size in SHAPES
    ]
    said = {
        "id": "/",
        "name": gettext("Isoko: Rwanda’s market"),
        "short_name": "Isoko",
        "description": gettext("Coffee, craft and honey straight from Rwandan firms checked by the Rwanda Development Board."),
        "lang": html_code(language),
        "dir": "ltr",
        "start_url": root,
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f4f1",
        "theme_color": "#1c1815",
        "categories": ["shopping", "food", "travel"],
        "icons": icons,
        "shortcuts": [
            {"name": gettext("All products"), "url": f"{root}products/"},
            {"name": gettext("Your orders"), "url": f"{root}orders/"},
            {"name": gettext("Cart"), "url": f"{root}cart/"},
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@cache
def _worker(debug: bool) -> str:
    """The worker's text, with the names of this release's files; another release is another text, which browsers take as an update."""
    found = finders.find("js/worker.js")
    with open(found) as file:  # noqa: PTH123 - the finder answers a text
        text = file.read()
    own = [static(path) for path in OWN]
    release = hashlib.sha256("\n".join([text, *own]).encode()).hexdigest()[:12]
    offline = [f"{root_of(code)}offline/" for code, _name in settings.LANGUAGES]
    head = f"const RELEASE = {release!r}, OWN = {own!r}, OFFLINE = {offline!r};\n"
    return head.replace("'", '"') + text


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, because a worker looks after what lies below its own address."""
    return HttpResponse(_worker(settings.DEBUG), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=300)
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows where it has kept nothing. The same for everybody: no name, no basket."""
    return render(request, "offline.html")
