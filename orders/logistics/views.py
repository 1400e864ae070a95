import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from orders.logistics.models import Quote
from orders.logistics.selectors import get_quote

FIELD = re.compile(r"[a-z][a-z0-9_-]{0,39}")
PATIENCE = 8  # seconds after which the page says that it takes longer than usual


def quote_context(quote: Quote, *, field: str = "", chosen: int | None = None) -> dict:
    """What `logistics/_quote.html` needs. With a field's name the options are radio buttons of that name."""
    is_slow = not quote.is_answered and (timezone.now() - quote.created_at).total_seconds() > PATIENCE
    return {"quote": quote, "field": field, "chosen": chosen, "is_slow": is_slow}


@never_cache
@require_GET
def show_quote(request: HttpRequest, quote_id: UUID) -> HttpResponse:
    """The quote of that unguessable number: the whole page, or only its fragment for htmx."""
    field = request.GET.get("field", "")
    context = quote_context(get_quote(quote_id), field=field if FIELD.fullmatch(field) else "")
    return render(request, "logistics/_quote.html" if request.htmx else "logistics/quote.html", context)
