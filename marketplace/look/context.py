from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict:
    """What header and footer need on every page; no query."""
    return {}
