"""The page of one application, and its buttons. Every button is one service call; a refusal is said and the page drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.typed import keys, whole_number
from sellers import services
from sellers.exceptions import ItemsMissing, ReasonNeeded, SellerRefusal
from sellers.models import EvidenceRequirement, ReasonCode, Seller
from sellers.selectors.queue import next_application
from sellers.selectors.review import Review, field_label, reasons_for, review_of

Verb = Callable[[HttpRequest, Seller], str | None]
DONE: dict[str, Verb] = {}


def verb(function: Verb) -> Verb:
    DONE[function.__name__.replace("_", "-")] = function
    return function


def address(seller: Seller, anchor: str = "") -> str:
    return reverse("admin:sellers_seller_change", args=[seller.pk]) + anchor


def page(model_admin: ModelAdmin, request: HttpRequest, seller: Seller, *, status: int = 200, **extra: Any) -> HttpResponse:
    review = review_of(seller, request.user, services.note_look(seller=seller, by=request.user))
    following = next_application(request.user, seller)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": seller.name,
        "subtitle": None,
        "review": review,
        "seller": seller,
        "shown": _shown_file(request, review),
        "facts": _facts(review),
        "next": address(following) if following else "",
        "queue": reverse("admin:sellers_seller_changelist"),
        "return_reasons": reasons_for("return", seller.language),
        "reject_reasons": reasons_for("reject", seller.language),
        "suspend_reasons": reasons_for("suspend", seller.language),
        "language_name": dict(settings.LANGUAGES).get(seller.language, seller.language),
        "can_read_payout": request.user.has_perm("sellers.read_payout"),
        **extra,
    }
    return TemplateResponse(request, "admin/sellers/seller/review.html", context, status=status)


def _shown_file(request: HttpRequest, review: Review) -> dict[str, Any] | None:
    """The paper in the viewer: the chosen one, else the first that waits for a look."""
    files = review.files
    wanted = request.GET.get("file", "")
    place = next((n for n, (_item, file) in enumerate(files) if str(file.public_id) == wanted), None)
    if place is None:
        place = next((n for n, (item, _file) in enumerate(files) if item.state == "pending"), 0)
    if not files:
        return None
    item, file = files[place]
    ring = [other.public_id for _item, other in files]
    return {
        "item": item,
        "file": file,
        "number": place + 1,
        "total": len(files),
        "before": ring[place - 1] if place else None,
        "after": ring[place + 1] if place + 1 < len(ring) else None,
    }


def _facts(review: Review) -> list[dict[str, Any]]:
    seller, changed = review.seller, {change.name: change for change in review.changes}
    place = ", ".join(filter(None, [seller.sector_address, seller.district.name if seller.district else ""]))
    rows = [
        ("legal_name", seller.legal_name, None),
        ("trade_name", seller.trade_name, None),
        ("tin", seller.tin, review.checks["tin"]),
        ("registration_number", f"{seller.registration_kind} {seller.registration_number}", review.checks["registration_number"]),
        ("sector_address", place or _("not stated"), None),
        ("sectors", " · ".join(sector.name for sector in seller.sectors.all()), None),
        ("contact_name", seller.contact_name, None),
        ("contact_phone", seller.contact_phone.as_international if seller.contact_phone else "", None),
        ("contact_email", seller.contact_email, None),
        ("payout_masked", seller.payout_masked, review.checks["payout"]),
    ]
    return [
        {"name": field_label(name), "value": value, "check": check, "change": changed.get(name)} for name, value, check in rows if value
    ]


def act(model_admin: ModelAdmin, request: HttpRequest, seller: Seller, name: str) -> HttpResponse:
    """Do what a button says. Refusals are sentences, not faults: the state may have moved since the page was drawn."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if name == "read-payout":
        return _read_payout(model_admin, request, seller)
    if name not in DONE:
        raise Http404
    try:
        leads_to = DONE[name](request, seller)
    except ItemsMissing as refusal:
        missing = ", ".join(rule.title for rule in refusal.missing)
        messages.error(request, _("%(why)s Missing: %(items)s.") % {"why": refusal, "items": missing})
        return redirect(address(seller))
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect(address(seller))
    return redirect(leads_to or address(seller))


def _read_payout(model_admin: ModelAdmin, request: HttpRequest, seller: Seller) -> HttpResponse:
    """Shown once, in the answer to this very request; the log has it first."""
    if not request.user.has_perm("sellers.read_payout"):
        raise PermissionDenied
    why = request.POST.get("why", "").strip()
    if not why:
        messages.error(request, _("Write why you need to see the account in full; it goes into the log."))
        return redirect(address(seller, "#account"))
    return page(model_admin, request, seller, payout=services.read_payout(seller=seller, by=request.user, why=why))


def _number(request: HttpRequest, name: str) -> int:
    return whole_number(request.POST.get(name)) or 0


def _reasons(request: HttpRequest) -> list[ReasonCode]:
    return list(ReasonCode.objects.filter(pk__in=keys(request.POST.getlist("reasons"))))


def _to_queue() -> str:
    return reverse("admin:sellers_seller_changelist")


@verb
def claim(request: HttpRequest, seller: Seller) -> None:
    services.claim(seller=seller, by=request.user)
    messages.success(request, _("You hold this application."))


@verb
def release(request: HttpRequest, seller: Seller) -> str:
    services.release(seller=seller, by=request.user)
    messages.success(request, _("%(firm)s is free for your colleagues.") % {"firm": seller})
    return _to_queue()


@verb
def note(request: HttpRequest, seller: Seller) -> str:
    services.add_note(seller=seller, by=request.user, text=request.POST.get("text", ""))
    return address(seller, "#notes")


@verb
def approve(request: HttpRequest, seller: Seller) -> str:
    services.approve(seller=seller, by=request.user, note=request.POST.get("note", ""), override_note=request.POST.get("override_note", ""))
    messages.success(request, _("%(firm)s may sell. A letter is on its way.") % {"firm": seller})
    return _to_queue()


@verb
def send_back(request: HttpRequest, seller: Seller) -> str:
    services.return_application(seller=seller, by=request.user, reasons=_reasons(request), note=request.POST.get("note", ""))
    messages.success(request, _("%(firm)s was returned. The applicant reads the reasons in their language.") % {"firm": seller})
    return _to_queue()


@verb
def reject(request: HttpRequest, seller: Seller) -> str:
    services.reject(seller=seller, by=request.user, reasons=_reasons(request), note=request.POST.get("note", ""))
    messages.success(request, _("%(firm)s was rejected.") % {"firm": seller})
    return _to_queue()


@verb
def reopen(request: HttpRequest, seller: Seller) -> None:
    services.reopen(seller=seller, by=request.user, note=request.POST.get("note", ""))
    messages.success(request, _("%(firm)s can mend its application again.") % {"firm": seller})


@verb
def ask_suspension(request: HttpRequest, seller: Seller) -> None:
    reason = _reasons(request)
    if not reason:
        raise ReasonNeeded
    services.request_suspension(seller=seller, by=request.user, reason=reason[0], note=request.POST.get("note", ""))
    messages.success(request, _("A second officer must confirm. Nothing is hidden until then."))


@verb
def confirm_suspension(request: HttpRequest, seller: Seller) -> None:
    services.confirm_suspension(request=_suspension(request, seller), by=request.user)
    messages.success(request, _("%(firm)s is suspended; its goods are hidden from now on.") % {"firm": seller})


@verb
def drop_suspension(request: HttpRequest, seller: Seller) -> None:
    services.withdraw_suspension_request(request=_suspension(request, seller), by=request.user)
    messages.success(request, _("The request is taken back."))


def _suspension(request: HttpRequest, seller: Seller):
    return get_object_or_404(seller.suspension_requests, pk=_number(request, "request"))


@verb
def reinstate(request: HttpRequest, seller: Seller) -> None:
    services.reinstate(seller=seller, by=request.user, note=request.POST.get("note", ""))
    messages.success(request, _("%(firm)s may sell again.") % {"firm": seller})


@verb
def verify_item(request: HttpRequest, seller: Seller) -> str:
    evidence = get_object_or_404(seller.evidence, pk=_number(request, "evidence"))
    services.verify_evidence(evidence=evidence, by=request.user)
    return address(seller, f"#item-{evidence.code}")


@verb
def reject_item(request: HttpRequest, seller: Seller) -> str:
    evidence = get_object_or_404(seller.evidence, pk=_number(request, "evidence"))
    services.reject_evidence(evidence=evidence, by=request.user, note=request.POST.get("reason", ""))
    return address(seller, f"#item-{evidence.code}")


@verb
def waive_item(request: HttpRequest, seller: Seller) -> str:
    rule = get_object_or_404(EvidenceRequirement.objects.all(), pk=_number(request, "rule"))
    services.waive_evidence(seller=seller, requirement=rule, by=request.user, reason=request.POST.get("reason", ""))
    return address(seller, f"#item-{rule.code}")
