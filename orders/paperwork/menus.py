from django.http import HttpRequest

from sellers.access import current_seller

from .selectors.documents import refused_count


def refused_sets(request: HttpRequest) -> int:
    """How many sets of papers wait for the seller, for the office's side list."""
    seller = current_seller(request)
    return refused_count(seller) if seller else 0
