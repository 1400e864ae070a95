"""What a person has used of the sum that China lets one person bring in a calendar year through cross-border retail.

Only what was bought here is known here: customs keep the true count, ours warns in time (readings: Identity)."""

from __future__ import annotations

from decimal import Decimal

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.prepared import answers
from orders.enums import ENDED_UNSOLD
from orders.logistics.enums import Passage
from orders.payments.enums import RefundReason

# An order counts from the moment it is placed: two of them together must not pass the limit while both wait for their money. What was
# never paid or never sent is given back: orders that ended, and pieces given up before the parcel left. Of what came back, the goods whose
# refund was asked for within so many days of the release by customs, as the carrier told it, or of the delivery where nobody told; freight
# was used up, and goodwill brings no goods back. A name that stands for several parcels counts each by its part of their total.
SPENT = """
SELECT coalesce(sum(round(named.counted * (paid.whole - paid.back) / nullif(paid.whole, 0), 2)), 0)
FROM identity_realname named CROSS JOIN LATERAL (
    SELECT sum(parcel.total_amount) AS whole, sum(CASE WHEN parcel.state = ANY(%s::text[]) THEN parcel.total_amount ELSE least(
        parcel.total_amount,
        (
            SELECT coalesce(sum(round(line.line_total * line.cancelled_quantity / line.quantity, 2)), 0)
            FROM orders_orderline line WHERE line.order_id = parcel.id
        )
        + CASE WHEN parcel.delivered_at IS NULL OR parcel.refund_requested = 0 THEN 0 ELSE (
            SELECT coalesce(sum((refund.parts ->> 'goods')::numeric), 0)
            FROM orders_ordergroup checkout
            JOIN payments_payment payment ON payment.reference = checkout.payment_reference
            JOIN payments_refund refund ON refund.payment_id = payment.id
            WHERE checkout.id = parcel.group_id AND refund.reason = %s AND refund.parts ->> 'order' = parcel.number
            AND refund.created_at <= %s::int * interval '1 day' + least(parcel.delivered_at, (
                SELECT min(told.happened_at) FROM logistics_travelevent told
                WHERE told.hub_id = parcel.hub_id AND told.shipment = parcel.number AND told.passage = %s
            ))
        ) END
    ) END) AS back
    FROM orders_order parcel WHERE parcel.number = ANY(named.parcels)
) paid
WHERE named.hub_id = %s AND named.fingerprint = %s AND named.fingerprint <> '' AND named.year = %s
AND named.currency = %s
"""


def spent_by(person: str, *, year: int, currency: str, return_days: int = 0) -> Money:
    """What the person of this fingerprint has bought here in that year (China's), in the market's currency. `return_days`: how long
    after the release by customs, or after the delivery where nobody told of one, a return still gives back what it counted. One
    statement; inside the person's turn it is exact."""
    ended = [str(state) for state in ENDED_UNSOLD]
    ((sum_of_year,),) = answers(
        SPENT, [ended, str(RefundReason.RETURNED), return_days, str(Passage.CLEARED), current_hub().pk, person, year, currency]
    )
    return Money(Decimal(sum_of_year), currency).rounded()


def turn_of(person: str) -> str:
    """What orders of one person wait for: until the earlier stands or is gone, the later does not know what is left."""
    return f"orders.year {current_hub().pk} {person}"
