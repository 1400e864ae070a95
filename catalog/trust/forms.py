"""What buyers and firms type. Forms check shape; the services check truth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.photos.limits import MAX_BYTES, MEGABYTE
from catalog.trust.enums import Part, RejectReason
from catalog.trust.models import Review
from catalog.trust.models.question import LONGEST_QUESTION, Question
from catalog.trust.models.report import LONGEST_NOTE
from catalog.trust.models.review import LONGEST_REVIEW
from catalog.trust.services.answers import LONGEST_ANSWER
from catalog.trust.services.photos import MOST_PHOTOS
from marketplace.look.words import languages

STAR_WORDS = {5: _("5 stars: very good"), 4: _("4 stars: good"), 3: _("3 stars: fair"), 2: _("2 stars: poor"), 1: _("1 star: bad")}
ACCEPT = "image/jpeg,image/png,image/webp,image/avif"


class Pictures(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures; what is in them the service looks at."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Pictures(attrs={"accept": ACCEPT, "multiple": True}), **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in (data if isinstance(data, list) else [data]) if file]


def own_languages() -> list[tuple[str, str]]:
    """Each by its own name."""
    return [(code, name) for code, _html, name in languages()]


class LanguageField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Language of your text"),
            choices=own_languages,
            initial=settings.LANGUAGE_CODE,
            help_text=_("Readers see what is written in their language first."),
        )


class ReviewForm(forms.Form):
    stars = forms.TypedChoiceField(
        label=_("How good is it?"),
        choices=list(STAR_WORDS.items()),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five stars.")},
    )
    text = forms.CharField(
        label=_("What should others know?"),
        required=False,
        max_length=LONGEST_REVIEW,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Taste, freshness, packing, time on the way. No telephone numbers or addresses, please."),
    )
    language = LanguageField()
    photos = PicturesField(
        label=_("Photos"),
        required=False,
        help_text=format_lazy(
            _("Up to {most}, JPEG, PNG, WebP or AVIF, {size} MB each. RDB looks at them before others do."),
            most=MOST_PHOTOS,
            size=MAX_BYTES // MEGABYTE,
        ),
    )


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write something.")},
        help_text=_("The seller answers here, and everybody can read it then. No telephone numbers or addresses, please."),
    )
    language = LanguageField()


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer, for everybody to read"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please write something.")},
    )


class WordReportForm(forms.Form):
    """Why a public review, question or answer should not stand there."""

    part = forms.ChoiceField(label=_("What do you report?"), choices=Part.choices, initial=Part.WORDS, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Why should others not read it?"),
        choices=RejectReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    note = forms.CharField(
        label=_("More, if you like"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which words you mean, or how you know. Only RDB reads this."),
    )

    def __init__(self, *args: Any, word: Review | Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("The review") if isinstance(word, Review) else _("The question")
        self.fields["part"].choices = [(Part.WORDS, words), *([(Part.ANSWER, Part.ANSWER.label)] if word.answer else [])]
        if not word.answer:
            self.fields["part"].widget = forms.HiddenInput()
        if not (isinstance(word, Review) and word.photos.exists()):
            self.fields["reason"].choices = [one for one in RejectReason.choices if one[0] != RejectReason.PICTURE]
