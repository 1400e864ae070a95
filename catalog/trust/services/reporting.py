"""What readers report, from their word to the end of it. The desk decides all open reports of a thing at once (services.moderation)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from catalog.trust.enums import Part, RejectReason, WordReportState
from catalog.trust.exceptions import TooMany, TrustRefused
from catalog.trust.models import Question, Review, WordReport
from catalog.trust.rules import sells
from catalog.trust.services.measures import DAY, MOST_REPORTS, check_measure
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.tries import count_try


@transaction.atomic
def report_word(
    *, word: Review | Question, part: str, reason: str, by: User | None, reporter: str, address: str, note: str = ""
) -> WordReport:
    """Lay it before the desk. `reporter` is the person or the guest's browser, `address` where a guest comes from. While a report of
    theirs is open, a second one is the first; so is one of what was decided and has not been edited since.

    Raises TooMany, and TrustRefused("not_public", "nothing_there", "own_words", "reason")."""
    if reason not in RejectReason.values:
        raise TrustRefused("reason")
    word = type(word).objects.locked().get(pk=word.pk)
    if not word.is_public:
        raise TrustRefused("not_public")
    if part == Part.ANSWER and not word.answer:
        raise TrustRefused("nothing_there")
    if by and _is_own(word, part, by):
        raise TrustRefused("own_words")
    earlier = report_by(word, part, reporter)
    if earlier is not None and (earlier.is_open or not _is_edited_since(word, part, earlier)):
        return earlier
    if by:
        check_measure(WordReport.objects.all(), by=by, most=MOST_REPORTS, moment="reported_at")
    elif count_try("trust.reports", address, window=int(DAY.total_seconds())) > MOST_REPORTS:
        raise TooMany(MOST_REPORTS)
    report = WordReport.objects.create(**_of(word), part=part, reason=reason, note=note.strip(), by=by, reporter=reporter)
    record(subject=word, action=f"{word._meta.model_name}.reported", by=by, after={"part": part, "reason": reason})
    return report


def report_by(word: Review | Question, part: str, reporter: str) -> WordReport | None:
    """The latest that this person or browser said of it."""
    return WordReport.objects.filter(**_of(word), part=part, reporter=reporter).order_by("-reported_at", "-pk").first()


def open_reports(word: Review | Question) -> QuerySet[WordReport]:
    return WordReport.objects.filter(**_of(word), state=WordReportState.OPEN)


def close_reports(word: Review | Question, state: str, *, by: User | None, part: str | None = None) -> int:
    """Decide those that are open, of one part or of all; how many they were. The caller holds the row of the word."""
    reports = open_reports(word) if part is None else open_reports(word).filter(part=part)
    return reports.update(state=state, decided_by=by, decided_at=timezone.now())


def _of(word: Review | Question) -> dict[str, Review | Question]:
    return {word._meta.model_name: word}


def _is_own(word: Review | Question, part: str, by: User) -> bool:
    if part == Part.ANSWER:
        return word.answered_by_id == by.pk or (not word.is_answered_by_officer and sells(by, word.seller_id))
    return word.by_id == by.pk


def _is_edited_since(word: Review | Question, part: str, report: WordReport) -> bool:
    edited = (word.answer_edited_at or word.answered_at) if part == Part.ANSWER else word.edited_at
    return bool(edited and report.decided_at and edited > report.decided_at)
