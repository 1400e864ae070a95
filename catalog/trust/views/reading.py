"""All reviews and all questions of a product, and what readers do there: find something helpful, ask."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.models import Product
from catalog.trust.enums import WordState
from catalog.trust.exceptions import ContactLeak, TrustRefused
from catalog.trust.forms import QuestionForm
from catalog.trust.models import Question, Review
from catalog.trust.selectors.listing import public_questions, public_reviews, rating_of
from catalog.trust.selectors.mine import votes_of
from catalog.trust.selectors.opinions import Stars
from catalog.trust.services.questions import ask_question
from catalog.trust.services.votes import say_helpful
from catalog.trust.words import spoken
from marketplace.accounts.signed_in import signed_in

PAGE_SIZE = 10
KINDS = {"reviews": Review, "questions": Question}


def product_of(slug: str) -> Product:
    """On sale today. Raises Http404."""
    return get_object_or_404(Product.objects.on_sale().select_related("seller", "cover"), slug=slug)


@never_cache
@require_safe
def list_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    product = product_of(slug)
    stars = request.GET.get("stars", "")
    wanted = int(stars) if stars in {"1", "2", "3", "4", "5"} else 0
    has_photos = request.GET.get("photos") == "1"
    rows = public_reviews(product.pk, request.LANGUAGE_CODE, stars=wanted, has_photos=has_photos)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    rating = rating_of(product.pk)
    context = {
        "product": product,
        "page": page,
        "stars": Stars(rating.count, rating.total, (rating.ones, rating.twos, rating.threes, rating.fours, rating.fives)),
        "wanted": wanted,
        "has_photos": has_photos,
        "mine": votes_of(request.user, seller_id=product.seller_id, reviews=[review.pk for review in page]),
    }
    return render(request, "trust/reviews.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def list_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions; a POST asks one."""
    if request.method == "POST":
        return ask(request, slug)
    return _show_questions(request, product_of(slug), QuestionForm(initial={"language": request.LANGUAGE_CODE}))


@signed_in
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    product, form = product_of(slug), QuestionForm(request.POST)
    if form.is_valid():
        try:
            ask_question(product=product, by=request.user, text=form.cleaned_data["text"], language=form.cleaned_data["language"])
        except (ContactLeak, TrustRefused) as refusal:
            form.add_error("text", spoken(refusal))
        else:
            messages.success(
                request, _("The seller has your question. It stands here for everybody once it is answered; we write to you then.")
            )
            return redirect("trust:questions", product.slug)
    return _show_questions(request, product, form, status=422)


def _show_questions(request: HttpRequest, product: Product, form: QuestionForm, status: int = 200) -> HttpResponse:
    page = Paginator(public_questions(product.pk, request.LANGUAGE_CODE), PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = []
    if request.user.is_authenticated:
        waiting = list(Question.objects.filter(product=product, by=request.user, state=WordState.WAITING))
    context = {
        "product": product,
        "page": page,
        "form": form,
        "waiting": waiting,
        "mine": votes_of(request.user, seller_id=product.seller_id, questions=[question.pk for question in page]),
    }
    return render(request, "trust/questions.html", context, status=status)


@require_POST
@signed_in
def vote(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Helpful, or no more; back to the page it was said on."""
    word = get_object_or_404(KINDS[kind].objects.public().select_related("product"), pk=pk)
    if not word.product.is_published:
        raise Http404
    try:
        say_helpful(word=word, by=request.user, is_helpful=request.POST.get("helpful") != "0")
    except TrustRefused as refusal:
        messages.warning(request, spoken(refusal))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, None) and back.startswith("/"):
        return redirect(f"{back}#{kind[:-1]}-{word.pk}")
    return redirect(f"trust:{kind}", word.product.slug)
