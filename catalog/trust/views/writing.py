"""A buyer's own words: written of what arrived, edited, taken back. A guest comes by the signed link of the order."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.photos.refusals import PhotoRefused
from catalog.trust.bought import Purchase, purchase_for
from catalog.trust.enums import WordState
from catalog.trust.exceptions import ContactLeak, TrustRefused
from catalog.trust.forms import ReviewForm
from catalog.trust.models import Question, Review
from catalog.trust.selectors.mine import questions_by, reviews_by, still_to_review
from catalog.trust.services.questions import withdraw_question
from catalog.trust.services.reviews import edit_review, withdraw_review, write_review
from catalog.trust.words import spoken
from marketplace.accounts.models import User
from marketplace.accounts.signed_in import kept_until_signed_in, signed_in

PAGE_SIZE = 20


def actor(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def own_purchase(request: HttpRequest, line: int) -> Purchase:
    """What whoever asks bought, and has. Raises Http404."""
    purchase = purchase_for(request, line)
    if purchase is None:
        raise Http404
    return purchase


def own_review(request: HttpRequest, pk: int) -> Review:
    """A review of the reader's own: by their sign-in, or by the key of the order it is about. Raises Http404."""
    review = get_object_or_404(Review.objects.select_related("product", "seller").exclude(state=WordState.WITHDRAWN), pk=pk)
    if not (request.user.is_authenticated and review.by_id == request.user.pk) and purchase_for(request, review.line) is None:
        raise Http404
    return review


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@kept_until_signed_in
def write(request: HttpRequest, line: int) -> HttpResponse:
    purchase = own_purchase(request, line)
    review = Review.objects.filter(line=line).exclude(state=WordState.WITHDRAWN).first()
    if review is not None:
        return redirect("trust:review-edit", review.pk)
    form = ReviewForm(request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST":
        review = _attempt(form, lambda said: write_review(purchase=purchase, by=actor(request), **said))
        if review:
            return _thanked(request, review, purchase.order_url)
    return _form(request, form, {"purchase": purchase, "name": purchase.name, "photo": purchase.photo_url, "back": purchase.order_url})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@kept_until_signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    review = own_review(request, pk)
    initial = {"stars": review.stars, "text": review.text, "language": review.language}
    form = ReviewForm(request.POST or None, request.FILES or None, initial=initial)
    purchase = purchase_for(request, review.line)
    back = purchase.order_url if purchase else ""
    if request.method == "POST":
        taken = [int(one) for one in request.POST.getlist("take_away") if one.isascii() and one.isdigit() and len(one) < 18]
        edited = _attempt(form, lambda said: edit_review(review=review, by=actor(request), take_away=taken, **said))
        if edited:
            return _thanked(request, edited, back)
    return _form(request, form, {"review": review, "name": review.product.name, "photos": list(review.photos.all()), "back": back})


def _attempt(form: ReviewForm, action: Callable[[dict], Review]) -> Review | None:
    """What the service gives; None where the form or the service refused, and the form then says why."""
    if not form.is_valid():
        return None
    try:
        return action(form.cleaned_data)
    except PhotoRefused as refusal:
        form.add_error("photos", refusal.message)
    except ContactLeak as refusal:
        form.add_error("text", spoken(refusal))
    except TrustRefused as refusal:
        form.add_error(None, spoken(refusal))
    return None


def _form(request: HttpRequest, form: ReviewForm, context: dict) -> HttpResponse:
    return render(request, "trust/review_write.html", {"form": form, **context}, status=422 if form.errors else 200)


def _thanked(request: HttpRequest, review: Review, back: str) -> HttpResponse:
    if review.is_public:
        messages.success(request, _("Thank you. Your review is public now."))
    else:
        messages.success(request, _("Thank you. RDB looks at your review before it is public; we write to you then."))
    if request.user.is_authenticated:
        return redirect("trust:mine")
    return redirect(back or "catalog:home")


@require_POST
@kept_until_signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    review = own_review(request, pk)
    purchase = purchase_for(request, review.line)
    withdraw_review(review=review, by=actor(request))
    messages.success(request, _("Your review is gone, with its pictures."))
    return redirect("trust:mine") if request.user.is_authenticated else redirect(purchase.order_url if purchase else "catalog:home")


@require_POST
@signed_in
def withdraw_own_question(request: HttpRequest, pk: int) -> HttpResponse:
    withdraw_question(question=get_object_or_404(Question, pk=pk, by=request.user), by=request.user)
    messages.success(request, _("Your question is gone."))
    return redirect("trust:mine")


@never_cache
@signed_in
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """What the member can review, what they reviewed, what they asked."""
    context = {
        "waiting": still_to_review(request.user)[:PAGE_SIZE],
        "page": Paginator(reviews_by(request.user), PAGE_SIZE).get_page(request.GET.get("page")),
        "questions": list(questions_by(request.user)[:PAGE_SIZE]),
    }
    return render(request, "trust/mine.html", context)
