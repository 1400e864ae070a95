"""The firm's side, in its office. Fetching is the check: another firm's conversation is a 404."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from orders.talk.enums import Side
from orders.talk.forms import SavedAnswerForm
from orders.talk.models import SavedAnswer
from orders.talk.selectors.threads import get_side, saved_answers_of, threads_of_seller
from orders.talk.services.saved_answers import drop_answer, save_answer
from orders.talk.views.writing import answer_in, show_thread
from sellers.access import office_page

PAGE = 24
OFFICE = "messages"
BOTH = ["GET", "HEAD", "POST"]


@never_cache
@office_page
@require_safe
def list_threads(request: HttpRequest) -> HttpResponse:
    """Those that wait for an answer first, where `unanswered` asks for them; else all, the newest first."""
    only = request.GET.get("show") == "unanswered"
    found = threads_of_seller(request.seller)
    waiting = found.unanswered().count()
    if only:
        found = found.unanswered().order_by("waits_since")
    context = {
        "office": OFFICE,
        "office_name": request.seller.name,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "only": only,
        "waiting": waiting,
        "seller": request.seller,
    }
    return render(request, "talk/office_list.html", context)


@never_cache
@office_page
@require_http_methods(BOTH)
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = get_side(request.user, public_id, Side.SELLER)
    if request.method == "POST":
        return answer_in(request, found, Side.SELLER)
    return show_thread(request, found, Side.SELLER)


@never_cache
@office_page
@require_http_methods(BOTH)
def answers(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Saved answers: the list, and one to write or mend."""
    row = get_object_or_404(saved_answers_of(request.seller), pk=pk) if pk else SavedAnswer(seller=request.seller)
    if request.method == "POST" and request.POST.get("do") == "drop":
        if not pk:
            raise Http404
        drop_answer(row)
        messages.success(request, _("The saved answer is gone."))
        return redirect("talk:office-answers")
    form = SavedAnswerForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        if save_answer(seller=request.seller, pk=pk or None, title=form.cleaned_data["title"], text=form.cleaned_data["text"]):
            messages.success(request, _("Saved."))
            return redirect("talk:office-answers")
        form.add_error("title", _("An answer of this title is there already."))
    context = {
        "office": OFFICE,
        "office_name": request.seller.name,
        "form": form,
        "answers": saved_answers_of(request.seller),
        "chosen": pk,
    }
    return render(request, "talk/office_answers.html", context, status=422 if form.errors else 200)
