"""A reader reports what stands in public. The form has an address of its own, because the pages of goods are kept for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Product
from catalog.trust.enums import Part
from catalog.trust.exceptions import TrustRefused
from catalog.trust.forms import WordReportForm
from catalog.trust.models import Question, Review
from catalog.trust.reporter import reporter_of
from catalog.trust.services.reporting import report_by, report_word
from catalog.trust.words import spoken

KINDS = {"reviews": Review, "questions": Question}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Why, in a word or two; then back to the page it was read on. Whoever reported it already reads what became of it."""
    rows = KINDS[kind].objects.public().filter(product__in=Product.objects.on_sale()).select_related("product__seller", "product__cover")
    word = get_object_or_404(rows, pk=pk)
    part = Part.ANSWER if word.answer and request.GET.get("part") == Part.ANSWER else Part.WORDS
    form = WordReportForm(request.POST or None, word=word, initial={"part": part})
    if request.method == "POST" and form.is_valid():
        who = request.user if request.user.is_authenticated else None
        try:
            report_word(word=word, by=who, reporter=reporter_of(request), address=request.META.get("REMOTE_ADDR", ""), **form.cleaned_data)
        except TrustRefused as refusal:
            form.add_error(None, spoken(refusal))
        else:
            messages.success(request, _("Thank you. RDB reads it and decides. Here you can see later what was decided."))
            return redirect(request.path)
    reporter = reporter_of(request, is_begun=False)
    earlier = [said for each in Part.values if reporter and (said := report_by(word, each, reporter))]
    context = {"word": word, "kind": kind, "product": word.product, "form": form, "earlier": earlier}
    return render(request, "trust/report.html", context, status=422 if form.errors else 200)
