"""Telling Chinese customs of payments: the intent first, the provider asked outside of any transaction, its answer written down after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import structlog
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.money import Money
from orders.identity.exceptions import Erased
from orders.identity.models import RealName
from orders.identity.services import read_real_name
from orders.payments.customs.enums import BAD, CLEARED, DeclarationState
from orders.payments.customs.models import YUAN, CustomsDeclaration, CustomsRegistration
from orders.payments.enums import MessageKind, Verdict
from orders.payments.exceptions import BadMessage, PaymentRefused, ProviderAway, UnknownProvider
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.providers.base import CustomsWord, Declared, Declares, Wish
from orders.payments.services.recording import judge, keep, keep_failure

log = structlog.get_logger(__name__)

OVER = (DeclarationState.REFUSED, DeclarationState.TURNED_BACK)
PAUSES = [1, 5, 15, 60, 240, 720]  # minutes between the questions; the last one repeats
MOST_QUESTIONS = 20


class CannotDeclare(PaymentRefused):
    """This payment cannot be declared as asked; the text says why."""


@dataclass(frozen=True)
class Person:
    """Who buys, by name and number of the Chinese identity card. Raises nothing: the form has looked at it."""

    name: str
    number: str


def registration_for(place: str) -> CustomsRegistration:
    """Ours at that customs house today. Raises CannotDeclare: no row means that nobody is known there."""
    today = timezone.localdate()
    valid = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    found = CustomsRegistration.objects.filter(valid, place=place, valid_from__lte=today).order_by("-valid_from").first()
    if found is None:
        raise CannotDeclare(_("We are not registered at this customs house."))
    return found


@transaction.atomic
def declare_payment(
    *, payment: Payment, amount: Money, place: str = "ZONGSHU", part: str = "", buyer: Person | None = None, by=None
) -> CustomsDeclaration:
    """Write down that customs is to be told; a worker tells it. The same part again gives the standing one. All parts together declare
    no more than came. Raises CannotDeclare."""
    payment = Payment.objects.locked().get(pk=payment.pk)
    standing = payment.declarations.exclude(state__in=OVER)
    if (same := standing.filter(part=part).first()) is not None:
        return same
    registration = registration_for(place)
    if not payment.is_paid or payment.captured.currency != YUAN:
        raise CannotDeclare(_("Only a paid payment in yuan can be declared."))
    try:
        door = get_provider(payment.provider)
    except UnknownProvider:
        door = None
    if not isinstance(door, Declares):
        raise CannotDeclare(_("This provider does not declare payments."))
    buyer = _named_buyer(payment, buyer, by)
    declared = standing.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if amount.currency != YUAN or amount.amount <= 0 or declared + amount.amount > payment.captured_amount:
        raise CannotDeclare(_("All parts together cannot declare more than was paid."))
    declaration = CustomsDeclaration.objects.create(
        hub=current_hub(), payment=payment, registration=registration, part=part, amount=amount.amount, requested_by=by,
        buyer={"name": buyer.name, "number": buyer.number} if buyer else None,
    )  # fmt: skip
    record(subject=declaration, action="customs.declared", by=by, after={"amount": str(amount), "place": place, "part": part})
    enqueue("customs.declare", payload={"declaration": declaration.pk}, key=f"customs:{declaration.reference}:0")
    return declaration


def _named_buyer(payment: Payment, typed: Person | None, by) -> Person | None:
    """Who the sale froze as the one who brings the goods in; without one, whom an officer typed. Raises CannotDeclare where both are there
    and differ: customs would turn the payment back."""
    try:
        named = read_real_name(subject=payment.key, by=by, why=f"customs declaration of payment {payment.reference}")
    except (RealName.DoesNotExist, Erased):
        return typed
    if typed and (typed.name, typed.number) != (named.name, named.number):
        raise CannotDeclare(_("The order was placed in another person’s name. Leave both fields empty: that name is declared."))
    return Person(named.name, named.number)


def carry_out(*, declaration: CustomsDeclaration) -> CustomsDeclaration:
    """Tell the provider, outside of any lock. Telling twice is one declaration. Raises ProviderAway, BadMessage: then it stays waiting."""
    if declaration.state != DeclarationState.WAITING:
        return declaration
    payment, buyer = declaration.payment, declaration.buyer or {}
    wish = Wish(
        reference=declaration.reference,
        provider_reference=payment.provider_reference,
        customs_code=declaration.registration.code,
        customs_name=declaration.registration.name,
        place=declaration.registration.place,
        amount=declaration.amount,
        part=declaration.part,
        buyer_name=buyer.get("name", ""),
        buyer_number=buyer.get("number", ""),
    )
    CustomsDeclaration.objects.filter(pk=declaration.pk).update(attempts=declaration.attempts + 1)
    try:
        answer = get_provider(payment.provider).declare(wish)
    except (ProviderAway, BadMessage) as error:
        keep_failure(payment, MessageKind.CUSTOMS, error)
        CustomsDeclaration.objects.filter(pk=declaration.pk).update(last_error=(str(error) or type(error).__name__)[:300])
        raise
    message = keep(provider=payment.provider, kind=MessageKind.CUSTOMS, body=answer.body, payment=payment)
    with transaction.atomic():
        declaration = _note_answer(declaration, answer)
        judge(message, Verdict.SETTLED if answer.is_taken else Verdict.ERROR, answer.note)
    return declaration


def _note_answer(declaration: CustomsDeclaration, answer: Declared) -> CustomsDeclaration:
    row = CustomsDeclaration.objects.select_for_update().get(pk=declaration.pk)
    if row.state != DeclarationState.WAITING:
        return row
    row.last_error, row.buyer = answer.note[:300], None
    if not answer.is_taken:
        log.error("customs declaration refused", declaration=row.reference, why=answer.note)
        row.state, row.ended_at = DeclarationState.REFUSED, timezone.now()
    else:
        row.state, row.is_same_person = DeclarationState.TAKEN, answer.is_same_person
        row.number, row.payer_number, row.pay_code = answer.number[:64], answer.payer_number[:64], answer.pay_code[:64]
        row.pay_transaction, row.verified_by = answer.pay_transaction[:64], answer.verified_by[:8]
        _ask_later(row)
    row.save()
    return row


def _ask_later(row: CustomsDeclaration) -> None:
    pause = timedelta(minutes=PAUSES[min(row.questions, len(PAUSES) - 1)])
    key = f"customs-ask:{row.reference}:{row.questions}"
    enqueue("customs.ask", payload={"declaration": row.pk}, key=key, run_after=timezone.now() + pause)


def ask(*, declaration: CustomsDeclaration) -> CustomsDeclaration:
    """How it stands at customs. Asked again later until customs has answered. Raises ProviderAway, BadMessage."""
    if declaration.state != DeclarationState.TAKEN:
        return declaration
    payment = declaration.payment
    try:
        word = get_provider(payment.provider).ask_customs(declaration.reference)
    except (ProviderAway, BadMessage) as error:
        keep_failure(payment, MessageKind.CUSTOMS, error)
        raise
    message = keep(provider=payment.provider, kind=MessageKind.CUSTOMS, body=word.body, payment=payment)
    with transaction.atomic():
        row = _note_word(declaration, word)
        judge(message, Verdict.SETTLED if row.state != DeclarationState.TAKEN else Verdict.REPEATED, word.words)
    return row


def _note_word(declaration: CustomsDeclaration, word: CustomsWord) -> CustomsDeclaration:
    row = CustomsDeclaration.objects.select_for_update().get(pk=declaration.pk)
    if row.state != DeclarationState.TAKEN:
        return row
    row.questions += 1
    row.customs_code, row.customs_words = word.code[:16], word.words[:300]
    if word.code == CLEARED:
        row.state, row.ended_at = DeclarationState.CLEARED, timezone.now()
    elif word.code in BAD or word.code.startswith("-"):
        log.error("customs turned a payment back", declaration=row.reference, code=word.code, words=word.words)
        row.state, row.ended_at = DeclarationState.TURNED_BACK, timezone.now()
    elif row.questions < MOST_QUESTIONS:
        _ask_later(row)
    row.save()
    return row


def send_again(*, declaration: CustomsDeclaration, by) -> None:
    """An officer has a waiting one told now, and a taken one asked about now. Raises CannotDeclare for one that is over."""
    if declaration.state not in (DeclarationState.WAITING, DeclarationState.TAKEN):
        raise CannotDeclare(_("This one is over; declare the payment anew."))
    kind = "customs.declare" if declaration.state == DeclarationState.WAITING else "customs.ask"
    enqueue(kind, payload={"declaration": declaration.pk})
    record(subject=declaration, action="customs.sent_again", by=by, after={"state": declaration.state})
