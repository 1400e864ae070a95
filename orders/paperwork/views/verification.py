"""Anyone may ask whether a paper is genuine. The answer names the firm that issued it and nobody else."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.money import Money

from ..enums import PAIR, Kind
from ..forms import CodeForm, CompareForm
from ..models import Document
from ..selectors.documents import document_by_code
from ..selectors.packs import is_outdated
from ..throttling import throttled


@throttled
@require_safe
def document_find(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("paperwork:document-verify", code=form.cleaned_data["code"])
    return render(request, "paperwork/document_find.html", {"form": form})


@throttled
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def document_verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was issued under this code, and whether a file is that paper, byte for byte."""
    document = document_by_code(code)
    if document is None:
        return render(request, "paperwork/document_find.html", {"form": CodeForm(initial={"code": code}), "unknown": code}, status=404)
    form, answer = CompareForm(), None
    if request.method == "POST":
        form = CompareForm(request.POST, request.FILES)
        answer = _compare(document, form.cleaned_data["file"]) if form.is_valid() else None
    return render(request, "paperwork/document_verify.html", {**_shown(document), "form": form, "answer": answer})


def _shown(document: Document) -> dict:
    facts = document.frozen
    total = Money(facts.charges.total, facts.currency.code) if document.kind == Kind.INVOICE else None
    newer = getattr(document, "superseded_by", None)
    invoice = document.paper_set.documents.current().filter(kind=Kind.INVOICE).first() if document.kind not in PAIR else None
    return {
        "is_outdated": newer is None and is_outdated(document, invoice),
        "document": document,
        "exporter": facts.exporter.name,
        "issued_on": facts.paper.issued_on,
        "total": total,
        "newer": newer,
        "withdrawal": getattr(document, "withdrawal", None),
        "digest": [document.sha256[i : i + 8] for i in range(0, 64, 8)],  # a narrow screen may break between the parts
        "is_demonstration": facts.is_demonstration,
    }


def _compare(document: Document, file) -> dict:
    """Whether the file is this version, another version of the same paper, or neither."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    sha256 = digest.hexdigest()
    if document.is_drawn and sha256 == document.sha256:
        return {"is_same": True, "sha256": sha256}
    other = Document.objects.filter(paper_set=document.paper_set_id, sha256=sha256).first()
    return {"is_same": False, "sha256": sha256, "other": other}
