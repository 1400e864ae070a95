"""Reviews and questions as the API shows them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.serializers import PhotoSerializer
from catalog.trust.enums import Part, RejectReason, WordReportState, WordState
from catalog.trust.models import Question, Review
from marketplace.api.serializers import FactField


class AnswerSerializer(serializers.Serializer):
    """What the firm, or an officer, says to it in public."""

    text = serializers.CharField(source="answer")
    by_officer = serializers.BooleanField(source="is_answered_by_officer")
    answered_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(source="answer_edited_at", allow_null=True)


class WordSerializer(serializers.Serializer):
    """What reviews and questions have in common."""

    id = serializers.IntegerField(source="pk")
    product = serializers.SlugField(source="product.slug")
    name = serializers.CharField(source="shown_name", allow_blank=True, help_text="First and last sign of the writer’s name.")
    language = serializers.ChoiceField(choices=settings.LANGUAGES, help_text="Of the text.")
    text = serializers.CharField(allow_blank=True)
    written_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    helpful = serializers.IntegerField(help_text="How many members found it so.")
    answer = serializers.SerializerMethodField()

    @extend_schema_field(AnswerSerializer(allow_null=True))
    def get_answer(self, word: Review | Question) -> dict[str, Any] | None:
        return AnswerSerializer(word).data if word.answer else None


class ReviewSerializer(WordSerializer):
    """What somebody says of goods that they bought and received."""

    stars = serializers.IntegerField(min_value=1, max_value=5)
    variant = serializers.IntegerField(source="variant_id", allow_null=True)
    photos = serializers.SerializerMethodField()

    @extend_schema_field(PhotoSerializer(many=True))
    def get_photos(self, review: Review) -> list[dict[str, Any]]:
        return PhotoSerializer([photo.picture for photo in review.photos.all()], many=True).data


class QuestionSerializer(WordSerializer):
    """What somebody asks about goods, public with its answer."""


class OwnSerializer(serializers.Serializer):
    """What its writer, or its firm, reads beside it."""

    state = serializers.ChoiceField(choices=WordState.choices)
    reason = serializers.CharField(
        source="get_reason_display", allow_blank=True, help_text="Why it is not shown, in the language of the request."
    )
    reason_note = serializers.CharField(allow_blank=True)


class OwnReviewSerializer(ReviewSerializer, OwnSerializer):
    """A review as its writer reads it."""


class OwnQuestionSerializer(QuestionSerializer, OwnSerializer):
    """A question as its asker and the firm read it."""


class StarsSerializer(serializers.Serializer):
    """How many public reviews gave so many stars."""

    stars = serializers.IntegerField(min_value=1, max_value=5)
    count = serializers.IntegerField(min_value=0)


class RatingSerializer(serializers.Serializer):
    """What a product’s public reviews come to."""

    mean = serializers.CharField(allow_blank=True, help_text="One place after the point; empty without a review.")
    count = serializers.IntegerField(min_value=0)
    distribution = StarsSerializer(many=True, source="bars", help_text="Five stars first.")


class HelpfulCountSerializer(serializers.Serializer):
    """How many members find it helpful now."""

    helpful = serializers.IntegerField(min_value=0)


class WordReportSerializer(serializers.Serializer):
    """A report of the caller's, and what became of it."""

    part = serializers.ChoiceField(choices=Part.choices)
    reason = serializers.ChoiceField(choices=RejectReason.choices)
    note = FactField()
    state = serializers.ChoiceField(choices=WordReportState.choices)
    reported_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
