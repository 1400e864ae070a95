"""A sample: asked by the buyer, sent by the seller with what it costs, received. The goods are on paper only: no stock moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import round_money
from orders.exceptions import IllegalMove
from orders.trade.enums import SampleState
from orders.trade.exceptions import SampleRefused, WordMissing
from orders.trade.models import Offer, Sample
from orders.trade.services.letters import tell_offer_buyer, tell_offer_seller
from orders.trade.services.moving import ensure_buyer, ensure_seller, move, take_offer

# Our reading, told on the page: no rule of trade names these.
SEND_DAYS, CARRY_DAYS = 14, 45


@transaction.atomic
def ask_sample(*, offer: Offer, amount_wanted: str, address: str, by: User) -> Sample:
    """Raises NotAllowed, SampleRefused when one was asked for already or the offer has ended otherwise than agreed."""
    offer = take_offer(offer)
    ensure_buyer(offer.request, by)
    if not offer.is_live and not offer.agreed_id:
        raise SampleRefused("over")
    if Sample.objects.filter(offer=offer).exists():
        raise SampleRefused("asked")
    sample = Sample.objects.create(
        offer=offer,
        amount_wanted=amount_wanted,
        address=address,
        currency=offer.request.currency,
        due_at=timezone.now() + timedelta(days=SEND_DAYS),
    )
    record(subject=sample, action="trade_sample.asked", by=by, after={"amount": amount_wanted})
    tell_offer_seller(offer, "sample_asked", wanted=amount_wanted)
    return sample


@transaction.atomic
def send_sample(*, sample: Sample, carrier: str, tracking_number: str, cost: Decimal, by: User) -> Sample:
    """`cost` is what the buyer owes the seller for it, 0 for none; it is settled between them. Raises NotAllowed, IllegalMove."""
    sample, offer = _take(sample)
    ensure_seller(offer, by)
    move(
        sample,
        to=SampleState.SENT,
        by=by,
        due_at=timezone.now() + timedelta(days=CARRY_DAYS),
        sent_at=timezone.now(),
        carrier=carrier,
        tracking_number=tracking_number,
        cost=round_money(cost, sample.currency),
    )
    tell_offer_buyer(offer, "sample_sent", carrier=carrier, tracking_number=tracking_number)
    return sample


@transaction.atomic
def decline_sample(*, sample: Sample, note: str, by: User) -> Sample:
    """Raises NotAllowed, IllegalMove, WordMissing."""
    sample, offer = _take(sample)
    ensure_seller(offer, by)
    if not note.strip():
        raise WordMissing(sample)
    move(sample, to=SampleState.DECLINED, by=by, note=note)
    tell_offer_buyer(offer, "sample_declined", note=note)
    return sample


@transaction.atomic
def receive_sample(*, sample: Sample, by: User) -> Sample:
    """Raises NotAllowed, IllegalMove."""
    sample, offer = _take(sample)
    ensure_buyer(offer.request, by)
    move(sample, to=SampleState.RECEIVED, by=by)
    tell_offer_seller(offer, "sample_received")
    return sample


@transaction.atomic
def end_sample_by_clock(*, sample: Sample, now: datetime) -> Sample:
    """One that was not sent lapses; of one that was sent, silence counts as arrival. Raises IllegalMove when somebody was faster."""
    sample, offer = _take(sample)
    if sample.due_at is None or sample.due_at > now:
        raise IllegalMove(sample, SampleState.LAPSED)
    move(sample, to=SampleState.LAPSED if sample.state == SampleState.ASKED else SampleState.RECEIVED, by=None)
    if sample.state == SampleState.LAPSED:
        tell_offer_buyer(offer, "sample_lapsed")
    return sample


def _take(sample: Sample) -> tuple[Sample, Offer]:
    offer = take_offer(sample.offer)
    return Sample.objects.get(pk=sample.pk), offer
