"""Bare Django, for the yardstick: the middleware and context processors that `startproject` writes, one view, one query, a template of
24 cards, each an include. None of our code."""

from __future__ import annotations

import json
import os

import django
from django.conf import settings

PAGES = {
    "page.html": """<!doctype html><html lang="en"><title>{{ title }}</title><h1>{{ title }}</h1>
<ul>{% for place in places %}{% include "card.html" %}{% endfor %}</ul></html>""",
    "card.html": """<li class="card"><a href="{% url 'place' place.pk %}">
<img src="/media/{{ place.pk }}.jpg" alt="{{ place.name }}" width="300" height="300"><h3>{{ place.name }}</h3></a>
<p>{{ place.province }}</p><p class="price">{{ place.pk|floatformat:2 }} CNY</p></li>""",
}
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": json.loads(os.environ["BENCH_DATABASE"])},
    ROOT_URLCONF="marketplace.bench.bare",
    SECRET_KEY="only-for-measuring",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", PAGES)])],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"],
    LOGGING_CONFIG=None,
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the settings
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Place(models.Model):
    """Any table of two dozen rows will do; every database of ours has the districts."""

    province = models.CharField(max_length=60)
    name = models.CharField(max_length=60)

    class Meta:
        app_label = "bare"
        db_table = "hubs_district"
        managed = False

    def __str__(self) -> str:
        return self.name


def page(request: HttpRequest, pk: int = 0) -> HttpResponse:
    return render(request, "page.html", {"title": "Places", "places": Place.objects.order_by("name")[:24]})


READY = render(HttpRequest(), "page.html", {"title": "Places", "places": []}).content.ljust(20 * 1024)


def ready(request: HttpRequest) -> HttpResponse:
    return HttpResponse(READY)


urlpatterns = [path("", page), path("ready/", ready), path("places/<int:pk>/", page, name="place")]
application = get_wsgi_application()
