from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.forms.languages import content_languages
from catalog.models import Product, Video
from catalog.services import videos as service
from catalog.services.editing import check_may_edit
from catalog.videos.captions import CaptionRefused
from catalog.views.office import showing
from catalog.views.office.access import listing_view
from catalog.views.office.editor import editor_page
from marketplace.typed import plain

SHOWS_LENGTH = 250


def _video_of(product: Product) -> Video:
    video = Video.objects.filter(product=product).first()
    if video is None:
        raise Http404
    return video


def _answer(request: HttpRequest, product: Product, *, refused: str = "", typed: dict[str, str] | None = None) -> HttpResponse:
    """The video alone for htmx, the editor at its video for everybody else."""
    if request.htmx:
        return render(request, "catalog/office/_video.html", showing.video(product, refused=refused, typed=typed))
    if refused:
        return editor_page(request, product, refused_video=refused, typed_video=typed, status=422)
    response = redirect("listings:listing-edit", pk=product.pk)
    response["Location"] += "#video"
    return response


@listing_view
@require_POST
def add(request: HttpRequest, product: Product) -> HttpResponse:
    check_may_edit(product.seller, request.user)
    file = request.FILES.get("video")
    if file is None:
        return _answer(request, product, refused=_("Choose a video first."))
    try:
        service.add_video(product=product, file=file, size=file.size, by=request.user)
    except service.VideoRefused as refusal:
        return _answer(request, product, refused=refusal.message)
    return _answer(request, product)


@listing_view
@require_POST
def describe(request: HttpRequest, product: Product) -> HttpResponse:
    """What it shows, and captions in each language, typed or as a file. What is refused is kept as typed."""
    video, shows, captions = _video_of(product), {}, {}
    for language in content_languages():
        shows[f"shows_{language.suffix}"] = plain(request.POST.get(f"shows_{language.suffix}", ""), SHOWS_LENGTH)
        text = request.POST.get(f"captions_{language.suffix}", "")
        file = request.FILES.get(f"file_{language.suffix}")
        if file is not None:
            text = file.read(200_000).decode("utf-8", "replace")
        captions[language.code] = text.replace("\x00", "")
    for code, text in captions.items():
        try:
            service.as_vtt(text, video.milliseconds) if text.strip() else None
        except CaptionRefused as refusal:
            return _answer(request, product, refused=_why(refusal, code), typed=captions)
    service.describe_video(video=video, by=request.user, shows=shows, captions=captions)
    return _answer(request, product)


def _why(refusal: CaptionRefused, language: str) -> str:
    name = next((one.name for one in content_languages() if one.code == language), language)
    words = {
        "form": _("Captions in %(language)s, line %(line)d: begin each line with its time, such as 0:05 Cherries are sorted by hand."),
        "order": _("Captions in %(language)s, line %(line)d: each time comes after the one before."),
        "late": _("Captions in %(language)s, line %(line)d: the video is over by then."),
        "long": _("Captions in %(language)s, line %(line)d: this is too long to read. Make two lines of it."),
        "many": _("Captions in %(language)s: at most 300 lines."),
        "empty": _("Captions in %(language)s: no line with a time was found."),
    }
    return words[refusal.reason] % {"language": name, "line": refusal.line}


@listing_view
@require_POST
def remove(request: HttpRequest, product: Product) -> HttpResponse:
    service.remove_video(video=_video_of(product), by=request.user)
    return _answer(request, product)


@listing_view
@require_POST
def retry(request: HttpRequest, product: Product) -> HttpResponse:
    service.retry_video(video=_video_of(product), by=request.user)
    return _answer(request, product)


@listing_view
@require_safe
def progress(request: HttpRequest, product: Product) -> HttpResponse:
    """How far the formats are, asked for while they are made."""
    return render(request, "catalog/office/_video.html", showing.video(product))
