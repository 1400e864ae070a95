from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.models import Product
from catalog.trust.api.answers import (
    HelpfulCountSerializer,
    OwnQuestionSerializer,
    OwnReviewSerializer,
    QuestionSerializer,
    RatingSerializer,
    ReviewSerializer,
)
from catalog.trust.api.bodies import (
    HelpfulSerializer,
    PublicAnswerSerializer,
    QuestionBodySerializer,
    ReviewEditSerializer,
    ReviewQuerySerializer,
    uploads_of,
)
from catalog.trust.api.refusals import refusals
from catalog.trust.models import Question, Review
from catalog.trust.selectors.listing import public_questions, public_reviews, rating_of
from catalog.trust.selectors.mine import questions_by, reviews_by
from catalog.trust.selectors.office import questions_to, reviews_of
from catalog.trust.selectors.opinions import Stars
from catalog.trust.services.answers import answer
from catalog.trust.services.questions import ask_question, withdraw_question
from catalog.trust.services.reviews import edit_review, withdraw_review
from catalog.trust.services.votes import say_helpful
from marketplace.api.idempotency import idempotent
from marketplace.api.pagination import PagedView
from marketplace.api.reading import read_body, read_query
from sellers.models import Seller
from sellers.selectors.sellers import sellers_of


def product_of(slug: str) -> Product:
    """On sale today. Raises Http404."""
    return get_object_or_404(Product.objects.on_sale(), slug=slug)


class ProductRating(APIView):
    @extend_schema(operation_id="products_rating", tags=["reviews"], summary="The stars of a product", responses=RatingSerializer)
    def get(self, request: Request, slug: str) -> Response:
        row = rating_of(product_of(slug).pk)
        stars = Stars(row.count, row.total, (row.ones, row.twos, row.threes, row.fours, row.fives))
        return Response(RatingSerializer(stars).data)


class ProductReviews(PagedView):
    @extend_schema(
        operation_id="products_reviews_list",
        tags=["reviews"],
        summary="Public reviews of a product",
        parameters=[ReviewQuerySerializer],
        responses=ReviewSerializer(many=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        """Those in the language of the request first, then the most helpful."""
        wanted = read_query(ReviewQuerySerializer, request)
        product = product_of(slug)
        rows = public_reviews(product.pk, request.LANGUAGE_CODE, stars=wanted.get("stars", 0), has_photos=wanted.get("photos", False))
        return self.answer_page(rows, ReviewSerializer)


class ProductQuestions(PagedView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(
        operation_id="products_questions_list",
        tags=["questions"],
        summary="Public questions about a product, with their answers",
        responses=QuestionSerializer(many=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        return self.answer_page(public_questions(product_of(slug).pk, request.LANGUAGE_CODE), QuestionSerializer)

    @extend_schema(
        operation_id="products_questions_create",
        tags=["questions"],
        summary="Ask about a product",
        request=QuestionBodySerializer,
        responses={201: OwnQuestionSerializer},
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Public once the firm or an officer has answered; five a day."""
        product = product_of(slug)
        said = read_body(QuestionBodySerializer, request)
        with refusals():
            question = ask_question(product=product, by=request.user, **said)
        return Response(OwnQuestionSerializer(question).data, status=201)


class OwnReviews(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="reviews_list", tags=["reviews"], summary="The caller’s own reviews", responses=OwnReviewSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(reviews_by(request.user), OwnReviewSerializer)


class OwnReview(APIView):
    permission_classes = [IsAuthenticated]

    def _own(self, request: Request, review_id: int) -> Review:
        return get_object_or_404(reviews_by(request.user), pk=review_id)

    @extend_schema(
        operation_id="reviews_edit",
        tags=["reviews"],
        summary="Write a review anew",
        request=ReviewEditSerializer,
        responses=OwnReviewSerializer,
    )
    def patch(self, request: Request, review_id: int) -> Response:
        """What is left out stays. Readers see that it was edited. New photos are added to those it has."""
        review = self._own(request, review_id)
        said = read_body(ReviewEditSerializer, request)
        words = {name: said.get(name, getattr(review, name)) for name in ("stars", "text", "language")}
        with refusals():
            edit_review(review=review, by=request.user, photos=uploads_of(said), **words)
        return Response(OwnReviewSerializer(self._own(request, review_id)).data)

    @extend_schema(operation_id="reviews_withdraw", tags=["reviews"], summary="Take a review back", responses={204: None})
    def delete(self, request: Request, review_id: int) -> Response:
        """Words, pictures, votes and the firm’s answer go. The purchase can be reviewed again."""
        withdraw_review(review=self._own(request, review_id), by=request.user)
        return Response(status=204)


class OwnQuestions(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="questions_list", tags=["questions"], summary="The caller’s own questions", responses=OwnQuestionSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(questions_by(request.user), OwnQuestionSerializer)


class OwnQuestion(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="questions_withdraw", tags=["questions"], summary="Take a question back", responses={204: None})
    def delete(self, request: Request, question_id: int) -> Response:
        withdraw_question(question=get_object_or_404(questions_by(request.user), pk=question_id), by=request.user)
        return Response(status=204)


def _vote(request: Request, word: Review | Question) -> Response:
    said = read_body(HelpfulSerializer, request)
    with refusals():
        count = say_helpful(word=word, by=request.user, is_helpful=said["helpful"])
    return Response({"helpful": count})


def public_word(model: type[Review] | type[Question], pk: int) -> Review | Question:
    """One that everybody reads today. Raises Http404."""
    return get_object_or_404(model.objects.public(), pk=pk, product__in=Product.objects.on_sale())


class ReviewHelpful(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="reviews_helpful",
        tags=["reviews"],
        summary="Find a review helpful, or no more",
        request=HelpfulSerializer,
        responses=HelpfulCountSerializer,
    )
    @idempotent
    def post(self, request: Request, review_id: int) -> Response:
        return _vote(request, public_word(Review, review_id))


class QuestionHelpful(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="questions_helpful",
        tags=["questions"],
        summary="Find a question helpful, or no more",
        request=HelpfulSerializer,
        responses=HelpfulCountSerializer,
    )
    @idempotent
    def post(self, request: Request, question_id: int) -> Response:
        return _vote(request, public_word(Question, question_id))


def _firms(request: Request) -> list[Seller]:
    """All of the caller's. Raises Http404 where they work for none."""
    firms = list(sellers_of(request.user))
    if not firms:
        raise Http404
    return firms


class ReviewsOfGoods(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_reviews_list",
        tags=["sales"],
        summary="Public reviews of the firm’s goods",
        responses=ReviewSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(reviews_of(*_firms(request)), ReviewSerializer)


class QuestionsAboutGoods(PagedView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_questions_list",
        tags=["sales"],
        summary="Questions about the firm’s goods, those without an answer first",
        responses=OwnQuestionSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        return self.answer_page(questions_to(*_firms(request)), OwnQuestionSerializer)


class ReviewAnswer(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_reviews_answer",
        tags=["sales"],
        summary="Answer a review in public",
        request=PublicAnswerSerializer,
        responses=ReviewSerializer,
    )
    @idempotent
    def post(self, request: Request, review_id: int) -> Response:
        """One answer; writing it anew shows that it was edited."""
        review = get_object_or_404(reviews_of(*_firms(request)), pk=review_id)
        said = read_body(PublicAnswerSerializer, request)
        with refusals():
            return Response(ReviewSerializer(answer(word=review, by=request.user, text=said["text"])).data)


class QuestionAnswer(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="sales_questions_answer",
        tags=["sales"],
        summary="Answer a question; it is public from then on",
        request=PublicAnswerSerializer,
        responses=OwnQuestionSerializer,
    )
    @idempotent
    def post(self, request: Request, question_id: int) -> Response:
        question = get_object_or_404(questions_to(*_firms(request)), pk=question_id)
        said = read_body(PublicAnswerSerializer, request)
        with refusals():
            return Response(OwnQuestionSerializer(answer(word=question, by=request.user, text=said["text"])).data)
