"""What returns and disputes hold of persons: what was said and shown. While one runs its buyer cannot be erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Hindrance, Holding, KeptFile, Period, declare, declare_period, hinders
from orders.aftersale.enums import OPEN_DISPUTES, OPEN_RETURNS, Side
from orders.aftersale.models import CasePhoto, Dispute, GoodsReturn, Statement
from orders.privacy import groups_of_person

ROOM = _("Returns and disputes")

declare_period(
    Period("aftersale.cases", _("what was said and shown in returns and disputes, counted from their end"), 1095,
           "marketplace's own reading: as long as the papers of a sale may be asked for by a buyer in China (three years)"),
)  # fmt: skip


def _returns(person: Person) -> QuerySet[GoodsReturn]:
    return GoodsReturn.objects.filter(order__group__in=groups_of_person(person))


def _said(person: Person) -> list[dict[str, Any]]:
    """The buyer's own words: what the seller and the officers said belongs to them."""
    own = Statement.objects.filter(dispute__order__group__in=groups_of_person(person), side=Side.BUYER).order_by("pk")
    told: list[dict[str, Any]] = list(own.values("dispute__number", "text", "amount", "currency", "at"))
    return [*told, *_returns(person).order_by("pk").values("number", "reason", "note", "state", "opened_at", "ended_at")]


def _own_photos(person: Person) -> QuerySet[CasePhoto]:
    of_returns = Q(goods_return__order__group__in=groups_of_person(person))
    of_disputes = Q(statement__dispute__order__group__in=groups_of_person(person), statement__side=Side.BUYER)
    return CasePhoto.objects.filter(of_returns | of_disputes).order_by("pk")


def _shown(person: Person) -> Iterable[KeptFile]:
    return [KeptFile(row.original_name, row.file.storage, row.file.name) for row in _own_photos(person) if row.file]


def _old_cases(before: datetime, dry: bool) -> int:
    """The words and pictures of cases that ended so long ago; what was agreed and paid stays."""
    photos = CasePhoto.objects.filter(Q(goods_return__ended_at__lt=before) | Q(statement__dispute__ended_at__lt=before))
    words = Statement.objects.filter(dispute__ended_at__lt=before).exclude(text="")
    notes = GoodsReturn.objects.filter(ended_at__lt=before).exclude(note="", answer="")
    if dry:
        return photos.count() + words.count() + notes.count()
    count = photos.count()
    for pk in list(photos.values_list("pk", flat=True)):
        _delete_photo(pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL isoko.time_is_over = 'yes'")  # the trigger lets words go for this alone
        count += words.update(text="")
    return count + notes.update(note="", answer="")


@transaction.atomic
def _delete_photo(pk: int) -> None:
    row = CasePhoto.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is not None:
        transaction.on_commit(partial(row.file.storage.delete, row.file.name))
        row.delete()


@hinders
def cases_run(person: Person) -> Iterable[Hindrance]:
    groups = groups_of_person(person)
    for case in Dispute.objects.filter(order__group__in=groups, state__in=OPEN_DISPUTES).select_related("order__group"):
        words = _("Dispute %(number)s is not decided.") % {"number": case.number}
        yield Hindrance("disputes_open", words, f"orders/{case.order.group.number}/")
    for case in _returns(person).filter(state__in=OPEN_RETURNS).select_related("order__group"):
        words = _("Return %(number)s is not settled.") % {"number": case.number}
        yield Hindrance("returns_open", words, f"orders/{case.order.group.number}/")


declare(
    Holding(
        "aftersale.words",
        room=ROOM,
        what=_("What you said and showed in a return or a dispute, with pictures and papers"),
        why=_("So that seller and RDB can answer, and the decision can be proven afterwards"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.STAYS,
        fields={
            "aftersale.Statement": ["by", "text"],
            "aftersale.GoodsReturn": ["note", "answer", "opened_by"],
            "aftersale.Dispute": ["opened_by"],
            "aftersale.CasePhoto": ["file", "original_name", "uploaded_by"],
        },
        period="aftersale.cases",
        until=_("after the case has ended"),
        given_to=_("the other side and RDB"),
        export=_said,
        files=_shown,
        sweep=_old_cases,
    )
)
