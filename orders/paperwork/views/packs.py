from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.signed_in import signed_in
from marketplace.documents.render import render as draw
from marketplace.jobs.models import Job
from orders.logistics.enums import Mode

from ..enums import Kind
from ..exceptions import Contradiction, NothingChanged, PackIncomplete
from ..export_facts import ExportFacts
from ..models import PaperSet
from ..needs import Rule
from ..pack.fields import PackForms
from ..pack.papers import FORMS, page_of
from ..pack.words import label_of, place_of
from ..refusals import spoken
from ..selectors.documents import get_set_for, pack_files_for
from ..selectors.packs import Pack, pack_of
from ..services.bundling import bundle
from ..services.packs import draft_of, issue_pack, save_export

OFFICE = "documents"
PATIENCE = "2"  # seconds until the page asks again while papers are drawn


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, order_number: str) -> HttpResponse:
    """The export pack of an order: what is needed and why, what is missing, and one button that issues all of it."""
    paper_set = get_set_for(request.user, order_number)
    if paper_set.is_refused:
        return redirect("paperwork:set-correct", order_number=order_number)
    shown = pack_of(paper_set)
    forms = PackForms(shown.shipment, _prefilled(shown), shown.asked, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if forms.is_valid():
            paper_set = save_export(order_number=order_number, export=forms.export(shown.choices), by=request.user)
            if _done(request, paper_set):
                return redirect("paperwork:pack", order_number=order_number)
            shown = pack_of(paper_set)
        status = 422
    response = render(request, "paperwork/pack.html", _context(paper_set, shown, forms), status=status)
    if not shown.is_drawn and status == 200:
        response["Refresh"] = PATIENCE
    return response


def _done(request: HttpRequest, paper_set: PaperSet) -> bool:
    """Whether what the button asked for was done; otherwise the page says what is in the way."""
    if request.POST.get("action") != "issue":
        messages.success(request, _("Saved. Nothing is issued yet."))
        return True
    try:
        issue_pack(order_number=paper_set.order_number, by=request.user)
    except (PackIncomplete, Contradiction):
        return False
    except NothingChanged:
        messages.info(request, _("Nothing was changed, so the papers stay as they are."))
    else:
        messages.success(request, _("The pack is issued and will be ready in a moment."))
    return True


def _prefilled(shown: Pack) -> ExportFacts:
    """What the seller said; a registration that RDB verified stands in its box before anybody types it."""
    said, approved = shown.paper_set.said, shown.approved
    lines = []
    for line in shown.shipment.lines:
        told = said.line(line.number)
        if not told.gacc and line.hs6 in approved.gacc_codes and len(approved.gacc) == 1:
            number, until = next(iter(approved.gacc.items()))
            told = replace(told, gacc=number, gacc_until=until)
        lines.append(told)
    return replace(said, lines=tuple(lines))


def _context(paper_set: PaperSet, shown: Pack, forms: PackForms) -> dict:
    order = paper_set.order_number
    job = Job.objects.filter(pk=paper_set.pack_job).first() if paper_set.pack_job and not shown.is_drawn else None
    return {
        "set": paper_set,
        "pack": shown,
        "rows": [
            {
                "row": row,
                "why": [(rule, place_hint(rule)) for rule in row.needed.rules[:3]],
                "gaps": [(label_of(gap), gap.line, place_of(order, gap.name, gap.line), gap.blocks) for gap in row.gaps],
            }
            for row in shown.rows
        ],
        "forms": forms,
        "refusals": spoken(shown.findings, order=order),
        "job": job,
        "office": OFFICE,
        "office_name": paper_set.seller.trade_name,
    }


def place_hint(rule: Rule) -> str:
    """What the rule speaks for: HS prefix, market, mode, term."""
    mode = str(Mode(rule.mode).label) if rule.mode else ""
    return " · ".join(filter(None, (f"HS {rule.hs_prefix}" if rule.hs_prefix else "", rule.destination, mode, rule.incoterm)))


@signed_in
@never_cache
@require_safe
def draft(request: HttpRequest, order_number: str, kind: str) -> HttpResponse:
    """One paper as it stands, watermarked, without number and code."""
    if kind not in FORMS:
        raise Http404
    paper_set = get_set_for(request.user, order_number)
    if paper_set.is_refused:
        raise Http404
    shown = pack_of(paper_set)
    refers = shown.drafts[0].refers if shown.drafts else None
    facts = next((one for one in shown.drafts if one.kind == kind), None)
    if facts is None:
        if refers is None or shown.answer.needed(kind) is None:
            raise Http404
        facts = draft_of(Kind(kind), shown.shipment, paper_set.said, refers, shown.answer, shown.drafts[0].paper.issued_on)
    pdf = draw(f"paperwork/{facts.paper.layout}", page_of(facts))
    headers = {"Content-Disposition": f'inline; filename="draft-{kind}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@never_cache
@require_safe
def pack_download(request: HttpRequest, order_number: str) -> HttpResponse:
    """The papers of an order that concern the reader, as one ZIP with their data."""
    documents = pack_files_for(request, order_number)
    if not documents:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{order_number}.zip"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bundle(documents), content_type="application/zip", headers=headers | {"X-Robots-Tag": "noindex"})
