"""The notice for everybody, and a member's own page: what we hold, a copy of it, and its erasure. Guests find theirs at their order."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.accounts.signed_in import signed_in
from marketplace.jobs.models import Job
from marketplace.privacy.enums import RequestKind
from marketplace.privacy.exceptions import AlreadyAsked, Hindered, TooLate, TooSoon
from marketplace.privacy.forms import ErasureForm
from marketplace.privacy.models import NoticeText, PersonRequest
from marketplace.privacy.notice import as_text, period_days, version_now
from marketplace.privacy.panels import page_for
from marketplace.privacy.people import member
from marketplace.privacy.registry import hindrances_of
from marketplace.privacy.services.asking import ask_for_copy, ask_for_erasure, requests_of, take_back
from marketplace.privacy.services.exporting import note_fetched


@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    context = {"rooms": as_text(), "version": version_now(), "answer": period_days("privacy.answer"), "is_now": True}
    return render(request, "privacy/notice.html", context)


@require_GET
def notice_as_agreed(request: HttpRequest, version: str) -> HttpResponse:
    """An earlier notice, in the reader's language where it was read in it, else as it was."""
    texts = {row.language: row for row in NoticeText.objects.filter(version=version[:12])}
    found = texts.get(get_language() or "en") or next(iter(texts.values()), None)
    if found is None:
        raise Http404
    context = {"rooms": found.text, "version": found.version, "since": found.since, "answer": period_days("privacy.answer")}
    return render(request, "privacy/notice.html", {**context, "is_now": found.version == version_now()})


@never_cache
@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    person = member(request.user)
    return render(request, "privacy/mine.html", {"page": page_for(person), "file_days": period_days("privacy.file")})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@reauthentication_required
def ask_copy(request: HttpRequest) -> HttpResponse:
    """GET comes back here from the question "is it still you?"."""
    if request.method == "GET":
        return render(request, "privacy/copy_ask.html", {"file_days": period_days("privacy.file")})
    try:
        row = ask_for_copy(person=member(request.user))
    except AlreadyAsked:
        messages.info(request, _("A copy is being made already."))
        return redirect("privacy:mine")
    except TooSoon:
        messages.warning(request, _("You have had two copies within a day. Ask again tomorrow; those below are still there."))
        return redirect("privacy:mine")
    return redirect("privacy:copy-progress", row.public_id)


@never_cache
@signed_in
@require_GET
def copy_progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _own_copy(request, public_id)
    return render(request, "privacy/copy_progress.html" + ("#progress" if request.htmx else ""), progress_of(row))


def progress_of(row: PersonRequest) -> dict[str, object]:
    """What the page of a copy under way shows."""
    return {"copy": row, "work": Job.across_hubs.filter(pk=row.job).first()}


@never_cache
@signed_in
@require_GET
@reauthentication_required
def copy_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return send_file(_own_copy(request, public_id))


def send_file(row: PersonRequest) -> FileResponse:
    """The ZIP; the history has the fetching first. Raises Http404 once its day is over."""
    if not row.has_file:
        raise Http404
    note_fetched(row)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=f"isoko-{row.ended_at:%Y-%m-%d}.zip")


def _own_copy(request: HttpRequest, public_id: UUID) -> PersonRequest:
    row = requests_of(member(request.user)).filter(public_id=public_id, kind=RequestKind.EXPORT).first()
    if row is None:
        raise Http404
    return row


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
@reauthentication_required
def erasure(request: HttpRequest) -> HttpResponse:
    person = member(request.user)
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_erasure(person=person)
        except Hindered:
            messages.warning(request, _("Something must end first. It stands on top of this page."))
        except AlreadyAsked:
            messages.info(request, _("You have asked for it already."))
            return redirect("privacy:mine")
        else:
            messages.success(request, _("Your account will be erased. Until then you can take it back here."))
            return redirect("privacy:mine")
    context = {"form": form, "page": page_for(person), "hindrances": hindrances_of(person), "cooling": period_days("privacy.cooling")}
    return render(request, "privacy/erasure.html", context, status=422 if request.method == "POST" else 200)


@signed_in
@require_POST
def erasure_undo(request: HttpRequest) -> HttpResponse:
    try:
        take_back(person=member(request.user))
    except TooLate:
        messages.info(request, _("There is nothing to take back."))
    else:
        messages.success(request, _("Taken back. Everything stays as it is."))
    return redirect("privacy:mine")
