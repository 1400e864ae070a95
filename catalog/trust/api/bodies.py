"""What callers send about reviews and questions."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from rest_framework import serializers

from catalog.trust.enums import Part, RejectReason
from catalog.trust.models.question import LONGEST_QUESTION
from catalog.trust.models.report import LONGEST_NOTE
from catalog.trust.models.review import LONGEST_REVIEW
from catalog.trust.services.answers import LONGEST_ANSWER
from catalog.trust.services.photos import MOST_PHOTOS
from marketplace.api.problems import Problem, pointed
from marketplace.api.serializers import CallerSerializer, IdField, InputSerializer

BASE64 = r"^[A-Za-z0-9+/]+={0,2}$"


class ReviewPhotoBodySerializer(InputSerializer):
    """A JPEG, PNG, WebP or AVIF picture. It is judged by its content; the whole body takes 5 MB."""

    name = serializers.CharField(max_length=160)
    content = serializers.RegexField(BASE64, max_length=7_000_000, help_text="The bytes in Base64.")


def some_photos() -> serializers.ListField:
    help_text = "The desk looks at them before others do."
    return serializers.ListField(child=ReviewPhotoBodySerializer(), max_length=MOST_PHOTOS, required=False, help_text=help_text)


class ReviewCreateSerializer(InputSerializer):
    variant = IdField(help_text="Which of the goods in this order.")
    stars = serializers.IntegerField(min_value=1, max_value=5)
    text = serializers.CharField(max_length=LONGEST_REVIEW, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, help_text="Of the text.")
    photos = some_photos()


class ReviewEditSerializer(InputSerializer):
    stars = serializers.IntegerField(min_value=1, max_value=5, required=False)
    text = serializers.CharField(max_length=LONGEST_REVIEW, required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False, help_text="Of the text.")
    photos = some_photos()


class QuestionBodySerializer(InputSerializer):
    text = serializers.CharField(max_length=LONGEST_QUESTION)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, help_text="Of the text.")


class PublicAnswerSerializer(InputSerializer):
    text = serializers.CharField(max_length=LONGEST_ANSWER, help_text="For everybody to read.")


class HelpfulSerializer(InputSerializer):
    helpful = serializers.BooleanField(help_text="False takes it back.")


class WordReportBodySerializer(InputSerializer):
    part = serializers.ChoiceField(choices=Part.choices, default=Part.WORDS, help_text="Its text, or the public answer to it.")
    reason = serializers.ChoiceField(choices=RejectReason.choices, help_text="Why it should not stand there.")
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, help_text="More; only RDB reads it.")


class ReviewQuerySerializer(CallerSerializer):
    stars = serializers.IntegerField(min_value=1, max_value=5, required=False)
    photos = serializers.BooleanField(required=False, help_text="True: those with photos alone.")


def uploads_of(said: dict[str, Any]) -> list[SimpleUploadedFile]:
    """The pictures of a body, as the services take them. Raises Problem for what is no Base64."""
    files = []
    for place, photo in enumerate(said.get("photos", [])):
        try:
            content = base64.b64decode(photo["content"], validate=True)
        except binascii.Error as fault:
            text = _("This is not Base64.")
            raise Problem(422, "invalid", text, [pointed(f"/photos/{place}/content", text)]) from fault
        files.append(SimpleUploadedFile(photo["name"], content))
    return files
