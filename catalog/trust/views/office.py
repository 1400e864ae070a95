"""The firm's side: what buyers say and ask, and its answers. Another firm's are a 404."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.trust.exceptions import ContactLeak, TrustRefused
from catalog.trust.forms import AnswerForm
from catalog.trust.selectors.office import questions_to, reviews_of
from catalog.trust.services.answers import answer
from catalog.trust.words import spoken
from sellers.access import office_page

PAGE_SIZE = 20


@never_cache
@office_page
@require_safe
def list_words(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, *, refused: tuple[str, int, AnswerForm] | None = None) -> HttpResponse:
    """`refused` is an answer that could not be given: its kind, its number and its form."""
    seller = request.seller
    context = {
        "office": "reviews",
        "office_name": seller.name,
        "page": Paginator(reviews_of(seller), PAGE_SIZE).get_page(request.GET.get("page")),
        "questions": Paginator(questions_to(seller), PAGE_SIZE).get_page(request.GET.get("asked")),
        "refused": f"{refused[0]}-{refused[1]}" if refused else "",
        "form": refused[2] if refused else None,
    }
    return render(request, "trust/office.html", context, status=422 if refused else 200)


@never_cache
@office_page
@require_POST
def answer_word(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    rows = {"review": reviews_of, "question": questions_to}[kind](request.seller)
    word, form = get_object_or_404(rows, pk=pk), AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer(word=word, by=request.user, text=form.cleaned_data["answer"])
        except (ContactLeak, TrustRefused) as refusal:
            form.add_error("answer", spoken(refusal))
        else:
            messages.success(request, _("Your answer is public now."))
            return redirect("trust:office")
    return _list(request, refused=(kind, pk, form))
