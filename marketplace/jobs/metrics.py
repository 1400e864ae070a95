"""The state of the jobs for /metrics, asked of the database when somebody looks: the figures hold for all workers together."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Count, Min, Q
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from marketplace.jobs.models import Job, JobState


class JobCollector(Collector):
    def describe(self) -> list:
        return []  # asked at registration, when there may be no database yet

    def collect(self) -> Iterator[GaugeMetricFamily]:
        open_or_failed = Job.across_hubs.filter(state__in=[JobState.WAITING, JobState.RUNNING, JobState.FAILED]).order_by()
        try:
            counts = {row["state"]: row["n"] for row in open_or_failed.values("state").annotate(n=Count("pk"))}
            due = Q(state=JobState.WAITING, run_after__lte=timezone.now())
            oldest = Job.across_hubs.filter(due).aggregate(at=Min("run_after"))["at"]
        except DatabaseError:
            return
        states = GaugeMetricFamily("isoko_jobs", "Jobs by state; a failed one wants a person.", labels=["state"])
        for state in (JobState.WAITING, JobState.RUNNING, JobState.FAILED):
            states.add_metric([state.value], counts.get(state, 0))
        yield states
        age = (timezone.now() - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily("isoko_jobs_oldest_waiting_seconds", "How long the oldest due job has waited.", value=age)


def register() -> None:
    REGISTRY.register(JobCollector())
