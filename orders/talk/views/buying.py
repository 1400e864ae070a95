"""The buyer's side. Fetching is the check: another's conversation is a 404."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import signed_in
from marketplace.typed import plain
from orders.talk.enums import Side
from orders.talk.forms import MessageForm
from orders.talk.models import Message, Thread
from orders.talk.selectors.threads import get_message_for, get_side, own_order, own_product, threads_of_buyer
from orders.talk.services.writing import begin
from orders.talk.views.writing import answer_in, report_in, show_thread, try_to_send

PAGE = 24
BOTH = ["GET", "HEAD", "POST"]


@never_cache
@signed_in
@require_safe
def list_threads(request: HttpRequest) -> HttpResponse:
    page = Paginator(threads_of_buyer(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "talk/thread_list.html", {"page": page})


@never_cache
@signed_in
@require_http_methods(BOTH)
def new_thread(request: HttpRequest) -> HttpResponse:
    """A first message about `product` or `order`; where the conversation has begun, on to it."""
    product_slug, number = (plain(request.GET.get(name, ""), 200) for name in ("product", "order"))
    if bool(product_slug) == bool(number):
        raise Http404
    about = own_order(request.user, number) if number else own_product(product_slug)
    if request.method != "POST":
        whose = {"order": about} if number else {"buyer": request.user, "product": about}
        if kept := Thread.objects.filter(**whose, last_side__gt="").first():
            return redirect("talk:thread-detail", kept.public_id)
    form = MessageForm(request.POST, request.FILES) if request.method == "POST" else MessageForm()
    if request.method == "POST":

        def send(**said) -> Message:
            return begin(buyer=request.user, about=about, **said)

        if sent := try_to_send(form, send):
            return redirect("talk:thread-detail", sent.thread.public_id)
    context = {"form": form, "seller": about.seller, "about": about, "is_order": bool(number)}
    return render(request, "talk/thread_new.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_http_methods(BOTH)
def thread(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = get_side(request.user, public_id, Side.BUYER)
    if request.method == "POST":
        return answer_in(request, found, Side.BUYER)
    return show_thread(request, found, Side.BUYER)


@never_cache
@signed_in
@require_http_methods(BOTH)
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For both sides."""
    message, side = get_message_for(request.user, public_id)
    return report_in(request, message, side)
