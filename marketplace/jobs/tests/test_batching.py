from types import SimpleNamespace

import pytest
from django.utils import timezone
from kombu import Connection

from marketplace.accounts.models import User
from marketplace.hubs.context import current_hub, use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import batching, enqueue, job_kind
from marketplace.jobs.batching import needs_message, run_together, take_message
from marketplace.jobs.kinds import get_kind
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import claim_job
from marketplace.jobs.tasks import run_all

pytestmark = pytest.mark.django_db


def welcome_all(jobs: list[Job]) -> list[dict | None]:
    for job in jobs:
        User.objects.create_user(job.payload["email"])
        if job.payload.get("fails"):
            raise RuntimeError("the printer is on fire")
    return [{"with": len(jobs), "hub": current_hub().code} for _job in jobs]


@job_kind("test.welcome", max_attempts=2, together=welcome_all, most=3)
def welcome(job: Job) -> dict | None:
    return welcome_all([job])[0]


KIND = get_kind("test.welcome")


def ask(name: str, **facts) -> Job:
    return enqueue("test.welcome", payload={"email": f"{name}@example.com", **facts})


def test_jobs_of_one_kind_are_done_together_the_oldest_first():
    first, second, third, fourth = [ask(name) for name in ("alice", "bob", "carla", "charlie")]

    assert set(run_together(KIND)) == {first.pk, second.pk, third.pk}

    third.refresh_from_db()
    assert (third.state, third.result, third.attempts, third.lease_until) == (JobState.DONE, {"with": 3, "hub": "rw"}, 1, None)
    assert third.finished_at is not None and User.objects.filter(email="carla@example.com").exists()
    assert run_together(KIND) == [fourth.pk] and run_together(KIND) == []


def test_one_that_fails_leaves_the_others_done_and_waits_itself():
    good, bad = ask("alice"), ask("bob", fails=True)

    run_together(KIND)

    good.refresh_from_db(), bad.refresh_from_db()
    assert (good.state, good.result, bad.state) == (JobState.DONE, {"with": 1, "hub": "rw"}, JobState.WAITING)
    assert "on fire" in bad.last_error and list(User.objects.values_list("email", flat=True)) == ["alice@example.com"]


def test_one_that_was_tried_before_runs_alone():
    claim_job(ask("alice").pk)  # its worker died
    tried = Job.objects.get()
    Job.objects.update(lease_until=timezone.now(), send_at=timezone.now())
    fresh = ask("bob")

    assert run_together(KIND) == [fresh.pk]
    run_all(str(tried.pk), "test.welcome")

    tried.refresh_from_db()
    assert (tried.state, tried.attempts, tried.result) == (JobState.DONE, 2, {"with": 1, "hub": "rw"})


def test_jobs_of_two_hubs_are_kept_apart():
    here = ask("alice")
    kenya = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["KES"], languages=["en"], time_zone="Africa/Nairobi"
    )
    with use_hub(kenya):
        there = ask("bob")

    run_together(KIND)

    assert [Job.across_hubs.get(pk=job.pk).result["hub"] for job in (here, there)] == ["rw", "ke"]


def test_a_message_on_its_way_stands_for_all_until_it_is_taken():
    take_message(KIND)

    assert [needs_message(KIND), needs_message(KIND)] == [True, False]
    take_message(KIND)
    assert needs_message(KIND)
    take_message(KIND)


def test_the_next_batch_is_sent_for_when_the_door_stands_in_no_hub(broker):
    jobs = [ask(name) for name in ("alice", "bob", "carla", "charlie")]
    before = broker.llen("fast")

    with use_hub(None):  # as a message finds a worker
        run_all(str(jobs[0].pk), "test.welcome")

    assert broker.llen("fast") == before + 1
    assert Job.objects.filter(state=JobState.WAITING).count() == 1


def test_work_is_asked_for_and_done_when_the_broker_is_away(monkeypatch):
    monkeypatch.setattr(batching, "app", SimpleNamespace(pool=Connection("redis://127.0.0.1:1/0").Pool(1)))
    job = ask("alice")

    assert [needs_message(KIND), needs_message(KIND)] == [True, True]
    run_all(str(job.pk), "test.welcome")

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_slow_work_is_not_done_together():
    with pytest.raises(ValueError):
        job_kind("test.slow_together", queue="slow", together=welcome_all)
