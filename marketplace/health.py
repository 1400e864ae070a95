"""For operators: is the process alive, may it take traffic, what does it count."""

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django_prometheus.exports import ExportToDjangoView


def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database is away; a missing cache or broker is told but does not stop the house."""
    checks = {"database": True, "cache": True}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        checks["database"] = False
    cache.set("health", "ok", 5)
    checks["cache"] = cache.get("health") == "ok"
    return JsonResponse({"status": "ok" if checks["database"] else "unavailable", **checks}, status=200 if checks["database"] else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, from loopback or with the token alone."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    is_near = ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback and "HTTP_X_FORWARDED_FOR" not in request.META
    if not is_near and not (settings.METRICS_TOKEN and token == settings.METRICS_TOKEN):
        raise Http404
    return ExportToDjangoView(request)


urlpatterns = [path("health/live/", live), path("health/ready/", ready), path("metrics", metrics)]
