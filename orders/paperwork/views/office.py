from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import signed_in
from sellers.access import current_seller

from ..enums import Kind
from ..exceptions import Contradiction, NothingChanged
from ..facts import Shipment
from ..forms import CorrectionForms
from ..models import Document, PaperSet
from ..party_forms import PartiesForms
from ..refusals import spoken
from ..selectors.documents import get_set_for, sets_of
from ..services.packs import correct_and_renew
from ..services.parties import change_parties

PAGE_SIZE = 24
OFFICE = "documents"


@signed_in
@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The export papers of the user's shop, those that need work first."""
    seller = current_seller(request)
    if seller is None:
        raise Http404
    page = Paginator(sets_of(seller), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [{"set": paper_set, **_versions(paper_set)} for paper_set in page]
    return render(request, "paperwork/document_list.html", {"page": page, "rows": rows, "office": OFFICE, "office_name": seller.trade_name})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_correct(request: HttpRequest, order_number: str) -> HttpResponse:
    """The papers of one order: every version, what clashes, and the boxes a seller may correct."""
    paper_set = get_set_for(request.user, order_number)
    shipment = Shipment.from_json(paper_set.shipment)
    forms = CorrectionForms(shipment, request.POST if request.method == "POST" else None)
    refusals = spoken(paper_set.found, order=order_number)
    status = 200
    if request.method == "POST":
        if forms.is_valid():
            try:
                correct_and_renew(paper_set=paper_set, corrections=forms.corrections, by=request.user)
            except Contradiction as contradiction:
                refusals = spoken(contradiction.findings, order=order_number)
            except NothingChanged:
                messages.info(request, _("Nothing was changed, so the papers stay as they are."))
                return redirect("paperwork:document-list")
            else:
                messages.success(request, _("The corrected papers are issued and will be ready in a moment."))
                return redirect("paperwork:document-list")
        status = 422
    context = {
        "set": paper_set,
        **_versions(paper_set),
        "shipment": shipment,
        "forms": forms,
        "refusals": refusals,
        "office": OFFICE,
        "office_name": paper_set.seller.trade_name,
    }
    return render(request, "paperwork/set_correct.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def parties(request: HttpRequest, order_number: str) -> HttpResponse:
    """Consignee, notify party and destination on the papers; a change makes a new version and withdraws what no longer fits."""
    paper_set = get_set_for(request.user, order_number)
    forms = PartiesForms(Shipment.from_json(paper_set.shipment), request.POST if request.method == "POST" else None)
    refusals, status = [], 200
    if request.method == "POST":
        if forms.is_valid():
            try:
                change_parties(paper_set=paper_set, parties=forms.parties, by=request.user)
            except Contradiction as contradiction:
                refusals = spoken(contradiction.findings, order=order_number)
            except NothingChanged:
                messages.info(request, _("Nothing was changed, so the papers stay as they are."))
                return redirect("paperwork:set-correct", order_number=order_number)
            else:
                messages.success(request, _("The corrected papers are issued and will be ready in a moment."))
                return redirect("paperwork:set-correct", order_number=order_number)
        status = 422
    context = {"set": paper_set, "forms": forms, "refusals": refusals, "office": OFFICE, "office_name": paper_set.seller.trade_name}
    return render(request, "paperwork/parties.html", context, status=status)


def _versions(paper_set: PaperSet) -> dict[str, list[Document] | bool]:
    """The papers in force, those they replaced, and whether the former are drawn."""
    documents = list(paper_set.documents.all())
    replaced = {document.supersedes_id for document in documents}
    current = sorted((d for d in documents if d.pk not in replaced and not d.is_withdrawn), key=lambda d: Kind.values.index(d.kind))
    older = [document for document in documents if document.pk in replaced or document.is_withdrawn]
    return {"current": current, "older": older, "ready": all(document.is_drawn for document in current)}
