"""What readers reported and nobody has decided yet."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from catalog.trust.enums import WordReportState
from catalog.trust.models import Question, Review


def with_open_reports(rows: QuerySet) -> QuerySet:
    """Reviews or questions, each with `open_reports`, how many they are."""
    return rows.annotate(open_reports=Count("reports", filter=Q(reports__state=WordReportState.OPEN)))


def reported(kind: type[Review] | type[Question]) -> QuerySet:
    """Those with at least one."""
    return kind.objects.filter(reports__state=WordReportState.OPEN).distinct()
