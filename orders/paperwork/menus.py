from django.http import HttpRequest

from sellers.selectors import seller_for

from .selectors.documents import refused_count


def refused_sets(request: HttpRequest) -> int:
    """How many sets of papers wait for the seller, for the office's side list."""
    seller = seller_for(request.user) if request.user.is_authenticated else None
    return refused_count(seller) if seller else 0
