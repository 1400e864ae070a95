"""Which rule holds today, and what it lets a buyer do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from orders.aftersale.enums import OPEN_DISPUTES, SELLERS_FAULT
from orders.aftersale.exceptions import DisputeRefused, ReturnRefused
from orders.aftersale.models import Dispute, DisputeRule, GoodsReturn, ReturnRule
from orders.enums import OrderState
from orders.models import Order, OrderLine
from orders.selectors.timeline import arrival_of
from sellers.selectors.calendar import hub_zone


def local_day(moment: datetime | None = None) -> date:
    """The day in the hub's own zone."""
    return (moment or timezone.now()).astimezone(hub_zone()).date()


def end_of(day: date) -> datetime:
    """The last moment of that day in the hub's zone."""
    return datetime.combine(day, time(23, 59, 59), hub_zone())


def due_in(days: int) -> datetime:
    """The end of the day so many days from today."""
    return end_of(local_day() + timedelta(days=days))


def rules_in_force(on: date) -> list[ReturnRule]:
    """The longest HS prefix first, then the newest."""
    return sorted(ReturnRule.objects.valid_on(on), key=lambda rule: (len(rule.hs_prefix), rule.valid_from), reverse=True)


def return_rules_of(lines: Iterable[OrderLine], rules: Sequence[ReturnRule]) -> dict[int, ReturnRule | None]:
    """Line → the rule with the longest fitting HS prefix, the newest of them; None where none stands."""
    return {line.pk: next((rule for rule in rules if line.hs6.startswith(rule.hs_prefix)), None) for line in lines}


def check_returnable(order: Order, lines: Iterable[OrderLine], reason: str) -> ReturnRule:
    """The strictest rule of these lines. Raises ReturnRefused: not_delivered, no_rule, mind (such goods do not come back for a
    change of mind), window_over."""
    if order.state != OrderState.DELIVERED:
        raise ReturnRefused("not_delivered")
    if order.paid_at is None:  # it arrived under a letter of credit: nothing could go back yet
        raise ReturnRefused("not_paid")
    today, lines = local_day(), list(lines)
    rules = return_rules_of(lines, rules_in_force(today))
    chosen: list[tuple[int, ReturnRule]] = []
    for line in lines:
        rule = rules[line.pk]
        if rule is None:
            raise ReturnRefused("no_rule", name=line.full_name)
        days = rule.fault_days if reason in SELLERS_FAULT else rule.mind_days
        if not days:
            raise ReturnRefused("mind", name=line.full_name)
        if today > local_day(order.delivered_at) + timedelta(days=days):
            raise ReturnRefused("window_over", name=line.full_name, days=days)
        chosen.append((days, rule))
    return min(chosen, key=lambda pair: pair[0])[1]


def returnable_until(order: Order, rules: Sequence[ReturnRule] | None = None) -> date | None:
    """The last day on which anything of this order may still be sent back for a fault; None where nothing may."""
    if order.state != OrderState.DELIVERED:
        return None
    lines = [line for line in order.lines.all() if line.open_quantity]
    known = return_rules_of(lines, rules_in_force(local_day()) if rules is None else rules)
    days = [max(rule.fault_days, rule.mind_days) for rule in known.values() if rule]
    last = local_day(order.delivered_at) + timedelta(days=max(days, default=0)) if days else None
    return last if last and last >= local_day() else None


def dispute_rule() -> DisputeRule | None:
    return DisputeRule.objects.valid_on(local_day()).first()


def check_disputable(order: Order, *, goods_return: GoodsReturn | None = None, is_late: bool = False) -> DisputeRule:
    """The rule in force; about a return its days are counted from the return's end. Raises DisputeRefused: not_sent, no_rule, too_early
    (with the day it may be said), window_over, nothing_left, one_is_open."""
    if order.state not in (OrderState.SHIPPED, OrderState.DELIVERED):
        raise DisputeRefused("not_sent")
    rule = dispute_rule()
    if rule is None:
        raise DisputeRefused("no_rule")
    if not order.refundable:
        raise DisputeRefused("nothing_left")
    if Dispute.objects.filter(order=order, state__in=OPEN_DISPUTES).exists():
        raise DisputeRefused("one_is_open")
    since = goods_return.ended_at if goods_return else order.delivered_at
    if since and local_day() > local_day(since) + timedelta(days=rule.open_days):
        raise DisputeRefused("window_over")
    if is_late:
        first = arrival_of(order)[1] + timedelta(days=rule.late_days + 1)
        if not order.delivered_at and local_day() < first:
            raise DisputeRefused("too_early", moment=first)
    return rule
