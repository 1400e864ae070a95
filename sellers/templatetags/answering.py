"""{{ hours|answers_within }}: how soon a firm usually answers, in the reader's words."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

register = template.Library()
DAY = 24  # hours; from two days on it is said in days


@register.filter
def answers_within(hours: int | None) -> str:
    """Nothing where it is not known."""
    if not hours:
        return ""
    if hours <= 2 * DAY:
        return ngettext("Usually answers within %(hours)s hour", "Usually answers within %(hours)s hours", hours) % {"hours": hours}
    days = -(-hours // DAY)
    return ngettext("Usually answers within %(days)s working day", "Usually answers within %(days)s working days", days) % {"days": days}
