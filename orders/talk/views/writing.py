"""What both sides' pages share: sending from a form, and the other small deeds."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.trust.leaks import ContactLeak
from orders.talk.enums import ReportReason, Side
from orders.talk.exceptions import TalkRefused
from orders.talk.forms import MessageForm, ReportForm
from orders.talk.models import Message, Thread
from orders.talk.selectors.threads import saved_answers_of, talk_of
from orders.talk.services.blocking import block, unblock
from orders.talk.services.reporting import report_message
from orders.talk.services.writing import mark_read, send_message
from orders.talk.words import leak_spoken, spoken
from sellers.exceptions import BadUpload

DETAIL = {Side.BUYER: "talk:thread-detail", Side.SELLER: "talk:office-thread"}


def try_to_send(form: MessageForm, send: Callable[..., Message]) -> Message | None:
    """The message; None where the form or the service refused, and the form then says why and keeps what was typed."""
    if not form.is_valid():
        return None
    try:
        said = form.cleaned_data
        return send(text=said["text"], key=said["key"], uploads=said["files"], language=get_language() or "en")
    except ContactLeak as leak:
        form.add_error("text", leak_spoken(leak))
    except BadUpload as refusal:
        form.add_error("files", str(refusal))
    except TalkRefused as refusal:
        form.add_error(None, spoken(refusal))
    return None


def show_thread(request: HttpRequest, thread: Thread, side: Side, form: MessageForm | None = None) -> HttpResponse:
    """The conversation; to look at it is to have read it."""
    talk = talk_of(thread, side)
    mark_read(thread=thread, side=side)
    is_office = side == Side.SELLER
    context = {
        "talk": talk,
        "thread": thread,
        "form": form or MessageForm(),
        "side": side,
        "office": "messages",
        "office_name": thread.seller.name,
        "layout": "layouts/office.html" if is_office else "layouts/shop.html",
        "answers": list(saved_answers_of(thread.seller)) if is_office else [],
        "list_url": reverse("talk:office-list" if is_office else "talk:thread-list"),
        "about_url": _about_url(thread, side),
    }
    return render(request, "talk/thread_detail.html", context, status=422 if form is not None else 200)


def _about_url(thread: Thread, side: Side) -> str:
    if thread.order_id and side == Side.SELLER:
        return reverse("orders:sale-detail", args=[thread.order.number])
    if thread.order_id:
        return reverse("orders:group-detail", args=[thread.order.group.number])
    return reverse("catalog:product-show", args=[thread.product.slug]) if thread.product.is_published else ""


def answer_in(request: HttpRequest, thread: Thread, side: Side) -> HttpResponse:
    """What a post into a conversation does: `do` says block, unblock or, without it, send."""
    match request.POST.get("do"):
        case "block":
            block(thread=thread, side=side, by=request.user)
            messages.success(request, _("Neither of you can write to the other now. You can lift this at any time."))
        case "unblock":
            unblock(thread=thread, side=side, by=request.user)
            messages.success(request, _("You can write to each other again."))
        case _other:
            form = MessageForm(request.POST, request.FILES)

            def send(**said) -> Message:
                return send_message(thread=thread, side=side, by=request.user, **said)

            if try_to_send(form, send) is None:
                return show_thread(request, thread, side, form)
    return redirect(f"{reverse(DETAIL[side], args=[thread.public_id])}#end")


def report_in(request: HttpRequest, message: Message, side: Side) -> HttpResponse:
    """A page that asks why, and lays the message before RDB."""
    form = ReportForm(request.POST or None, initial={"reason": ReportReason.ABUSE})
    back = reverse(DETAIL[side], args=[message.thread.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            report_message(message=message, side=side, by=request.user, **form.cleaned_data)
            messages.success(request, _("RDB reads it and decides. You can block messages meanwhile."))
        except TalkRefused as refusal:
            messages.error(request, spoken(refusal))
        return redirect(back)
    context = {"message": message, "form": form, "back": back}
    return render(request, "talk/report.html", context, status=422 if form.errors else 200)
