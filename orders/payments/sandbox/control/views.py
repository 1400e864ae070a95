from __future__ import annotations

import json
import mimetypes
from dataclasses import asdict
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orders.payments.sandbox import faults, outbox
from orders.payments.sandbox.books import BOOKS, END, lines

STATIC = Path(__file__).resolve().parents[4] / "static"
# Its pages wear the shop's clothes; nothing else of the shop's files is handed out.
OURS = {"css/site.css", "css/dark.css", "img/icons.svg", "img/mark.svg", "img/lozenge.svg", "img/weave.svg"}

MOST_LINES = 1000  # on one page of a book


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What was ordered, what is on its way, what the companies' books say."""
    menu = [(gateway, step, kind) for gateway, steps in faults.MENU.items() for step, kinds in steps.items() for kind in kinds]
    books = [(gateway, lines(gateway, limit=50)) for gateway in BOOKS]
    context = {"menu": menu, "faults": faults.ordered(), "deliveries": outbox.deliveries(50), "books": books}
    return render(request, "payments/sandbox/control.html", context)


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok", "gateways": sorted(BOOKS)})


@require_http_methods(["GET", "POST"])
def order_fault(request: HttpRequest) -> HttpResponse:
    """GET: the faults still to come. POST, JSON or a form: gateway, step, kind; about, times, seconds where wanted."""
    if request.method == "GET":
        return JsonResponse({"faults": faults.ordered(), "menu": faults.MENU})
    told, is_form = _told(request)
    if "fault" in told:  # the form's three in one
        told = {**told, **dict(zip(("gateway", "step", "kind"), str(told["fault"]).split(), strict=False))}
    try:
        number = faults.order(
            gateway=str(told.get("gateway", "")),
            step=str(told.get("step", "")),
            kind=str(told.get("kind", "")),
            about=str(told.get("about", "")).strip(),
            times=int(told.get("times") or 1),
            seconds=float(told.get("seconds") or 0),
        )
    except (faults.UnknownFault, ValueError, TypeError) as error:
        return JsonResponse({"error": str(error), "menu": faults.MENU}, status=422)
    return redirect("control") if is_form else JsonResponse({"id": number}, status=201)


@require_POST
def forget_faults(request: HttpRequest) -> HttpResponse:
    faults.forget_all()
    return _done(request)


@require_GET
def list_deliveries(_request: HttpRequest) -> HttpResponse:
    return JsonResponse({"deliveries": [asdict(delivery) for delivery in outbox.deliveries()]})


@require_POST
def hurry(request: HttpRequest) -> HttpResponse:
    """Everything that waits is sent now."""
    outbox.hurry(str(_told(request)[0].get("about", "")))
    return _done(request)


@require_GET
def list_payments(request: HttpRequest, gateway: str) -> HttpResponse:
    """A page of a company's book, the newest first; `next` is what to ask for as `before`, null at the end."""
    if gateway not in BOOKS:
        raise Http404
    try:
        before = min(int(request.GET.get("before", END)), END)
        limit = min(max(int(request.GET.get("limit", 100)), 1), MOST_LINES)
    except ValueError:
        return JsonResponse({"error": "before and limit are whole numbers"}, status=422)
    found = lines(gateway, before=before, limit=limit)
    return JsonResponse({"payments": found, "next": found[-1]["place"] if len(found) == limit else None})


@require_GET
def static_file(_request: HttpRequest, name: str) -> HttpResponse:
    if name not in OURS:
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse((STATIC / name).read_bytes(), content_type=kind, headers={"Cache-Control": "max-age=600"})


def _told(request: HttpRequest) -> tuple[dict, bool]:
    """The fields that were sent, and whether a person's form sent them."""
    if request.content_type != "application/json":
        return request.POST.dict(), bool(request.POST) or "text/html" in request.headers.get("Accept", "")
    try:
        told = json.loads(request.body or b"{}")
    except ValueError:
        told = {}
    return told if isinstance(told, dict) else {}, False


def _done(request: HttpRequest) -> HttpResponse:
    return redirect("control") if "text/html" in request.headers.get("Accept", "") else JsonResponse({"status": "ok"})
