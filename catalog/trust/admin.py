"""The desk's queue of reviews and questions: what waits first, the oldest on top. Each decision is a service's deed, with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from catalog.trust.enums import RejectReason, WordState
from catalog.trust.exceptions import ContactLeak, TrustRefused
from catalog.trust.leaks import find_leaks
from catalog.trust.models import Question, Review
from catalog.trust.rules import DECIDE
from catalog.trust.selectors.reported import with_open_reports
from catalog.trust.services.answers import LONGEST_ANSWER, answer
from catalog.trust.services.moderation import hide_answer, publish, reject
from catalog.trust.services.reporting import open_reports
from catalog.trust.words import spoken
from marketplace.desk import SavedByService
from marketplace.history.desk import history_of, on_the_desk

COLOURS = {
    WordState.WAITING: "warning",
    WordState.PUBLISHED: "success",
    WordState.REJECTED: "danger",
    WordState.WITHDRAWN: None,
}
MOST_LISTED = 50  # reports shown beside what they are about
SHOW, REFUSE, ANSWER, HIDE_ANSWER = "show", "refuse", "answer", "hide_answer"


class DecisionForm(forms.ModelForm):
    """The officer's word: shown, or not shown with a reason that its writer reads."""

    choices = [(SHOW, _("Show it")), (REFUSE, _("Do not show it"))]
    decision = forms.ChoiceField(label=_("Decision"), required=False, widget=UnfoldAdminRadioSelectWidget)
    why = forms.ChoiceField(
        label=_("Reason, as its writer reads it"),
        choices=[("", "–"), *RejectReason.choices],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    note = forms.CharField(label=_("A word to its writer"), max_length=500, required=False, widget=UnfoldAdminTextareaWidget)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "decision" in self.fields:
            self.fields["decision"].choices = self.choices_for(self.instance)

    def choices_for(self, word: Review | Question) -> list[tuple[str, Any]]:
        """To show what is shown already means that what readers reported of it is dismissed."""
        keep = (SHOW, _("Leave it: the reports are dismissed"))
        choices = [keep if one[0] == SHOW and word.is_public and word.open_reports else one for one in self.choices]
        return [*choices, *([(HIDE_ANSWER, _("Take the answer down, and leave the rest"))] if word.answer else [])]

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("decision"):
            self.add_error("decision", _("Please decide."))
        if data.get("decision") in (REFUSE, HIDE_ANSWER) and not data.get("why"):
            self.add_error("why", _("Choose a reason."))
        return data


class ReviewDecisionForm(DecisionForm):
    class Meta:
        model = Review
        fields: list[str] = []


class QuestionDecisionForm(DecisionForm):
    choices = [(ANSWER, _("Answer it in RDB’s name")), *DecisionForm.choices]
    text = forms.CharField(
        label=_("Answer, for everybody to read"), max_length=LONGEST_ANSWER, required=False, widget=UnfoldAdminTextareaWidget
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def clean(self) -> dict:
        data = super().clean()
        if data.get("decision") == ANSWER and not (data.get("text") or "").strip():
            self.add_error("text", _("Please write something."))
        return data


class ReportedFilter(admin.SimpleListFilter):
    title = _("reported by readers")
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("open", _("Waits for a decision"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(open_reports__gt=0) if self.value() == "open" else queryset


class WordAdmin(SavedByService, ModelAdmin):
    """What reviews and questions have in common at the desk. What most readers reported comes first, then what waits."""

    list_display = ["__str__", "shown_state", "reports_count", "product", "seller", "language", "written_at"]
    list_filter = [ReportedFilter, "state", "reason", "language"]
    list_select_related = ["product", "seller"]
    typed = ["decision", "why", "note"]
    said: list[str] = []

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return [F("open_reports").desc(), "-state", "written_at", "pk"]  # waiting, published's turn comes by the filter

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return with_open_reports(super().get_queryset(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Review | Question | None = None) -> bool:
        return request.user.has_perm(DECIDE) and (obj is None or obj.state != WordState.WITHDRAWN)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return self.said

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [*self.said, *(self.typed if self.has_change_permission(request, obj) else [])]

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, word: Review | Question) -> tuple[str, str]:
        return word.state, word.get_state_display()

    @admin.display(description=_("product"))
    def product_link(self, word: Review | Question) -> str:
        return format_html('<a href="{}">{}</a>', reverse("catalog:product-show", args=[word.product.slug]), word.product)

    @admin.display(description=_("ways to be reached found in it"))
    def leaks(self, word: Review | Question) -> str:
        found = find_leaks(f"{word.text}\n{word.answer}")
        return ", ".join(sorted({str(leak.kind.label) for leak in found})) or "–"

    @display(description=_("reports"), label="danger", ordering="open_reports")
    def reports_count(self, word: Review | Question) -> str:
        return str(word.open_reports or "")

    @admin.display(description=_("reported by readers"))
    def reports(self, word: Review | Question) -> str:
        rows = (
            (on_the_desk(said.reported_at), said.get_part_display(), said.get_reason_display(), said.by or _("a guest"), said.note)
            for said in open_reports(word).select_related("by")[:MOST_LISTED]
        )
        return format_html_join("", "<p>{} · {} · {} · {}<br>{}</p>", rows) or "–"

    @admin.display(description=_("history"))
    def history(self, word: Review | Question) -> str:
        return history_of(word)

    def save_model(self, request: HttpRequest, obj: Review | Question, form: DecisionForm, change: bool) -> None:
        said = form.cleaned_data
        try:
            match said["decision"]:
                case "show":
                    publish(word=obj, by=request.user)
                case "answer":
                    answer(word=obj, by=request.user, text=said["text"])
                case "hide_answer":
                    hide_answer(word=obj, reason=said["why"], note=said.get("note", ""), by=request.user)
                case _:
                    reject(word=obj, reason=said["why"], note=said.get("note", ""), by=request.user)
        except (ContactLeak, TrustRefused) as refusal:
            self.refuse(request, spoken(refusal))


@admin.register(Review)
class ReviewAdmin(WordAdmin):
    form = ReviewDecisionForm
    search_fields = ["text", "product__slug", "order"]
    said = [
        "state", "reports", "product_link", "seller", "stars", "text", "language", "photos_shown", "leaks", "shown_name", "by", "order",
        "arrived_at", "written_at", "edited_at", "helpful", "answer", "answered_at", "reason", "reason_note", "history",
    ]  # fmt: skip

    @admin.display(description=_("photos"))
    def photos_shown(self, review: Review) -> str:
        rows = ((photo.picture.large, photo.picture.src) for photo in review.photos.all())
        tag = '<a href="{}" target="_blank" rel="noopener"><img src="{}" alt="" width="160"></a> '
        return format_html_join("", tag, rows) or "–"


@admin.register(Question)
class QuestionAdmin(WordAdmin):
    form = QuestionDecisionForm
    search_fields = ["text", "product__slug"]
    typed = ["decision", "text", "why", "note"]
    said = [
        "state", "reports", "product_link", "seller", "question", "language", "leaks", "shown_name", "by", "written_at", "helpful",
        "answer", "answered_at", "reason", "reason_note", "history",
    ]  # fmt: skip

    @admin.display(description=_("question"))
    def question(self, word: Question) -> str:
        return word.text
