"""Readers report what stands in public, with an account or without."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.trust.api.answers import WordReportSerializer
from catalog.trust.api.bodies import WordReportBodySerializer
from catalog.trust.api.refusals import refusals
from catalog.trust.api.views import public_word
from catalog.trust.models import Question, Review
from catalog.trust.reporter import reporter_of
from catalog.trust.services.reporting import report_word
from marketplace.api.idempotency import idempotent
from marketplace.api.reading import read_body


class ReviewReport(APIView):
    throttle_scope = "reports"

    @extend_schema(
        operation_id="reviews_report",
        tags=["reviews"],
        summary="Lay a review, or the answer to it, before RDB",
        request=WordReportBodySerializer,
        responses={201: WordReportSerializer},
    )
    @idempotent
    def post(self, request: Request, review_id: int) -> Response:
        """For everybody. What the caller has reported already is answered with that report and its state."""
        return _report(request, public_word(Review, review_id))


class QuestionReport(APIView):
    throttle_scope = "reports"

    @extend_schema(
        operation_id="questions_report",
        tags=["questions"],
        summary="Lay a question, or the answer to it, before RDB",
        request=WordReportBodySerializer,
        responses={201: WordReportSerializer},
    )
    @idempotent
    def post(self, request: Request, question_id: int) -> Response:
        """For everybody. What the caller has reported already is answered with that report and its state."""
        return _report(request, public_word(Question, question_id))


def _report(request: Request, word: Review | Question) -> Response:
    said = read_body(WordReportBodySerializer, request)
    by = request.user if request.user.is_authenticated else None
    with refusals():
        made = report_word(word=word, by=by, reporter=reporter_of(request), address=request.META.get("REMOTE_ADDR", ""), **said)
    return Response(WordReportSerializer(made).data, status=201)
