"""A review from its first word to its withdrawal. Only somebody whose purchase arrived can write one (catalog.trust.bought)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.models import Product
from catalog.trust.bought import Purchase
from catalog.trust.enums import WordReportState, WordState
from catalog.trust.exceptions import TrustRefused
from catalog.trust.leaks import refuse_leaks
from catalog.trust.models import Review
from catalog.trust.naming import shown_name
from catalog.trust.rules import sells
from catalog.trust.services import letters
from catalog.trust.services.measures import MOST_REVIEWS, check_measure
from catalog.trust.services.photos import Drawn, check_room, draw_photos, forget_photos, keep_photos, take_photos_away
from catalog.trust.services.ratings import count_stars
from catalog.trust.services.reporting import close_reports
from marketplace.accounts.models import User
from marketplace.history.services import record

WATCHED = timedelta(days=90)  # so long after something of theirs was not shown, a writer's next words wait for the desk


def write_review(*, purchase: Purchase, by: User | None, stars: int, text: str, language: str, photos: Sequence[BinaryIO] = ()) -> Review:
    """The review of this purchase; public at once where it is words and stars of a writer in good standing, else once the desk has looked.

    Raises ContactLeak, PhotoRefused, TooMany, and TrustRefused("own_goods", "already")."""
    text = text.strip()
    refuse_leaks(text)
    check_room(0, len(photos))
    drawn = draw_photos(photos)
    try:
        return _write(purchase, by, stars, text, language, drawn)
    except BaseException:
        forget_photos(drawn)
        raise


@transaction.atomic
def _write(purchase: Purchase, by: User | None, stars: int, text: str, language: str, drawn: Sequence[Drawn]) -> Review:
    product = Product.objects.select_related("seller").get(pk=purchase.product_id)
    if sells(by, product.seller_id):
        raise TrustRefused("own_goods")
    if by:
        check_measure(Review.objects.all(), by=by, most=MOST_REVIEWS, moment="written_at")
    review = Review.objects.locked().filter(line=purchase.line).first()
    if review is not None and review.state != WordState.WITHDRAWN:
        raise TrustRefused("already")
    review = review or Review(line=purchase.line)
    review.product, review.seller = product, product.seller
    review.variant_id, review.order, review.arrived_at = purchase.variant_id, purchase.order, purchase.arrived_at
    review.by, review.email, review.reader = by, "" if by else purchase.email, by.language if by else purchase.language
    review.shown_name = shown_name(purchase.buyer)
    review.stars, review.text, review.language = stars, text, language
    review.written_at, review.edited_at, review.decided_at = timezone.now(), None, None
    review.is_demonstration = purchase.is_demonstration
    review.state = state_for(by, has_photos=bool(drawn), was_rejected=False)
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError:  # another tab was first
        raise TrustRefused("already") from None
    keep_photos(review, drawn)
    record(subject=review, action="review.written", by=by, after={"stars": stars, "state": review.state, "product": product.pk})
    if review.is_public:
        letters.tell_seller(review, "review_new")
    count_stars(review, gone=None, come=stars if review.is_public else None)
    return review


def edit_review(
    *,
    review: Review,
    by: User | None,
    stars: int,
    text: str,
    language: str,
    photos: Sequence[BinaryIO] = (),
    take_away: Sequence[int] = (),
) -> Review:
    """Its writer says it anew; the page tells that it was edited. `take_away` are ids of its photos. What the desk had refused, and what
    has new photos, waits for the desk. The caller has seen to it that they are its writer.

    Raises ContactLeak, PhotoRefused, and TrustRefused("withdrawn")."""
    text = text.strip()
    refuse_leaks(text)
    check_room(0, len(photos))
    drawn = draw_photos(photos)
    try:
        return _edit(review, by, stars, text, language, drawn, take_away)
    except BaseException:
        forget_photos(drawn)
        raise


@transaction.atomic
def _edit(
    review: Review, by: User | None, stars: int, text: str, language: str, drawn: Sequence[Drawn], take_away: Sequence[int]
) -> Review:
    review = Review.objects.locked().select_related("product", "seller", "by").get(pk=review.pk)
    if review.state == WordState.WITHDRAWN:
        raise TrustRefused("withdrawn")
    before = {"stars": review.stars, "state": review.state}
    shown = review.stars if review.is_public else None
    was_rejected = review.state == WordState.REJECTED
    take_photos_away(review, take_away)
    keep_photos(review, drawn)
    review.stars, review.text, review.language, review.edited_at = stars, text, language, timezone.now()
    if drawn or not review.is_public:
        review.state = state_for(by, has_photos=review.photos.exists(), was_rejected=was_rejected)
    else:
        review.state = state_for(by, has_photos=False, was_rejected=False)
    review.reason = review.reason_note = ""
    review.save()
    record(subject=review, action="review.edited", by=by, before=before, after={"stars": stars, "state": review.state})
    count_stars(review, gone=shown, come=stars if review.is_public else None)
    return review


@transaction.atomic
def withdraw_review(*, review: Review, by: User | None) -> Review:
    """Its writer takes it back: words, pictures, answer and votes go; the stars count no more. They may write another."""
    review = Review.objects.locked().get(pk=review.pk)
    if review.state == WordState.WITHDRAWN:
        return review
    shown = review.stars if review.is_public else None
    before = {"stars": review.stars, "state": review.state}
    take_photos_away(review)
    review.votes.all().delete()
    review.state, review.text, review.helpful = WordState.WITHDRAWN, "", 0
    review.answer, review.answered_at, review.answered_by, review.answer_edited_at = "", None, None, None
    review.reason = review.reason_note = ""
    review.save()
    close_reports(review, WordReportState.GONE, by=None)
    record(subject=review, action="review.withdrawn", by=by, before=before)
    count_stars(review, gone=shown, come=None)
    return review


def state_for(by: User | None, *, has_photos: bool, was_rejected: bool) -> str:
    """Words and stars are public at once, of a writer of whom nothing was refused lately; pictures, which nothing here can read, wait."""
    if has_photos or was_rejected or (by and _is_watched(by)):
        return WordState.WAITING
    return WordState.PUBLISHED


def _is_watched(by: User) -> bool:
    """Something was refused, and what they made of it since has not been shown."""
    unshown = [WordState.REJECTED, WordState.WAITING]
    return Review.objects.filter(by=by, state__in=unshown, decided_at__gte=timezone.now() - WATCHED).exists()
