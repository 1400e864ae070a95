from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from sellers.access import office_page
from sellers.enums import Kind
from sellers.exceptions import SellerRefusal
from sellers.forms import EvidenceItemForm
from sellers.models import EvidenceFile, Seller
from sellers.selectors.evidence import Item, items_for_sectors
from sellers.services import add_file, attest, remove_file, save_evidence


def item_forms(items: list[Item], request: HttpRequest | None = None) -> list[EvidenceItemForm]:
    """A form for each item that the seller answers; computed items answer themselves."""
    told = (request.POST, request.FILES) if request is not None else ()
    return [EvidenceItemForm(*told, item=item) for item in items if item.requirement.kind != Kind.COMPUTED]


def save_items(seller: Seller, forms: list[EvidenceItemForm], by: User) -> list[str]:
    """Save every item that is whole, whatever its neighbours look like; returns the remarks. Raises SellerRefusal."""
    remarks = []
    for form in forms:
        if not form.is_valid() or not form.has_changed():
            continue
        rule = form.item.requirement
        if rule.kind == Kind.ATTESTED:
            attest(seller=seller, requirement=rule, by=by, is_true=form.cleaned_data["attested"])
            continue
        uploads = form.cleaned_data.get("files", [])
        save_evidence(seller=seller, requirement=rule, by=by, is_new_paper=bool(uploads), **form.told())
        for upload in uploads:
            add_file(seller=seller, requirement=rule, by=by, upload=upload)
        remarks += [str(remark) for remark in form.remarks()]
    return remarks


def take_off(request: HttpRequest, seller: Seller) -> None:
    """Remove the paper whose button was pressed; what was typed beside it is saved by then. Raises SellerRefusal, Http404."""
    wanted = request.POST.get("remove", "")
    file = next((file for file in EvidenceFile.objects.filter(evidence__seller=seller) if str(file.public_id) == wanted), None)
    if file is None:
        raise Http404
    remove_file(file=file, by=request.user)
    messages.success(request, _("%(name)s was taken off.") % {"name": file.original_name})


@office_page
def office(request: HttpRequest) -> HttpResponse:
    """What the seller's goods ask for, and how each item stands; renewals are sent here. `?for=` names a rule that another page sends the
    seller here for: goods of one sector are sold by firms of others too."""
    seller, also = request.seller, request.GET.getlist("for")
    items = items_for_sectors(seller, also=also)
    forms = item_forms(items, request if request.method == "POST" else None)
    if request.method == "POST":
        try:
            for remark in save_items(seller, forms, request.user):
                messages.warning(request, remark)
            if "remove" in request.POST:
                take_off(request, seller)
                return redirect("sellers:evidence")
        except SellerRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect("sellers:evidence")
        if all(form.is_valid() for form in forms):
            messages.success(request, _("Saved. An officer looks at what is new."))
            return redirect("sellers:evidence")
        items = items_for_sectors(seller, also=also)  # what was whole is saved; the rest is shown with its errors
        by_code = {form.item.requirement.code: form for form in forms}
        forms = [
            by_code[form.item.requirement.code] if not by_code[form.item.requirement.code].is_valid() else form
            for form in item_forms(items)
        ]
    return render(
        request,
        "sellers/evidence.html",
        {"seller": seller, "office": "evidence", "office_name": seller.name, "items": items, "forms": forms},
        status=422 if request.method == "POST" else 200,
    )
