from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from marketplace.accounts.models import User
from marketplace.hubs.context import current_hub, use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue, job_kind, report_progress
from marketplace.jobs.exceptions import LostClaim, UnknownKind
from marketplace.jobs.kinds import get_kind
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.queueing import patience
from marketplace.jobs.running import claim_job, retry_failed, run_claimed
from marketplace.jobs.sweeping import forget_old_jobs, sweep

pytestmark = pytest.mark.django_db


@job_kind("test.count", atomic=False, queue="slow")
def count(job):
    report_progress(job, 1, 2)
    report_progress(job, 2, 2)
    return {"counted": 2}


@job_kind("test.where_am_i")
def say_where(job):
    return {"hub": current_hub().code, "language": translation.get_language()}


@job_kind("test.make_person", max_attempts=2)
def make_person(job):
    User.objects.create_user(job.payload["email"])
    if job.payload.get("fails"):
        raise RuntimeError("the printer is on fire")
    return {"made": 1}


told: list = []


def tell(job):
    if told == ["full"]:
        raise RuntimeError("no paper left")
    told.append((job.pk, current_hub().code))


@job_kind("test.waited_for", max_attempts=2, gave_up=tell)
def wait_for_nothing(job):
    raise RuntimeError("nothing came")


@pytest.fixture
def gave_up():
    told.clear()
    yield told
    told.clear()


def test_job_runs_and_keeps_result(run_waiting_jobs):
    enqueue("test.make_person", payload={"email": "carla@example.com"})

    (job,) = run_waiting_jobs()

    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"made": 1}, 1)
    assert User.objects.filter(email="carla@example.com").count() == 1


def test_job_vanishes_when_its_transaction_is_rolled_back():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("test.make_person", payload={"email": "carla@example.com"})
        raise RuntimeError

    assert not Job.objects.exists()


def test_second_enqueue_gives_first_job_when_key_is_known():
    first = enqueue("test.make_person", key="person:1", payload={"email": "carla@example.com"})

    assert enqueue("test.make_person", key="person:1", payload={"email": "bob@example.com"}) == first


def test_enqueue_refuses_when_kind_is_unknown():
    with pytest.raises(UnknownKind):
        enqueue("test.nobody_knows_this")


def test_failed_work_leaves_no_trace_and_waits_when_attempts_remain():
    job = claim_job(enqueue("test.make_person", payload={"email": "carla@example.com", "fails": True}).pk)

    job = run_claimed(job)

    assert job.state == JobState.WAITING and job.run_after > timezone.now()
    assert job.last_error == "RuntimeError: the printer is on fire"
    assert not User.objects.exists()


def test_job_is_failed_when_attempts_are_used_up():
    job = enqueue("test.make_person", payload={"email": "carla@example.com", "fails": True})
    for _ in range(2):
        Job.objects.update(run_after=timezone.now())
        run_claimed(claim_job(job.pk))

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)


def silent_death(job: Job) -> None:
    """A run that begins and is never heard of again, its lease run out."""
    claim_job(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("kind", ["test.count", "test.make_person"])
def test_job_is_failed_when_every_run_falls_silent(kind):
    job, most = enqueue(kind), get_kind(kind).max_attempts
    for _ in range(most):
        silent_death(job)

    assert claim_job(job.pk) is None and claim_job(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (JobState.FAILED, most, None)
    assert "ran out of memory" in job.last_error and job.finished_at


def test_job_that_failed_once_and_then_fell_silent_says_both():
    job = enqueue("test.make_person", payload={"email": "carla@example.com", "fails": True})
    run_claimed(claim_job(job.pk))
    Job.objects.update(run_after=timezone.now())
    silent_death(job)

    claim_job(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED and "took its worker down" in job.last_error and "on fire" in job.last_error


def test_waiting_job_is_failed_when_its_kind_is_tried_less_often_now():
    job = enqueue("test.make_person", payload={"email": "carla@example.com"})
    Job.objects.update(attempts=4, last_error="no disk")

    assert claim_job(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.last_error) == (JobState.FAILED, "no disk")


def test_who_waits_is_told_once_when_a_job_gives_up(gave_up):
    job = enqueue("test.waited_for")
    for _ in range(2):
        Job.objects.update(run_after=timezone.now())
        run_claimed(claim_job(job.pk))
    silent_again = enqueue("test.waited_for")
    for _ in range(2):
        silent_death(silent_again)
    claim_job(silent_again.pk)

    assert gave_up == [(job.pk, "rw"), (silent_again.pk, "rw")]


def test_job_is_failed_even_when_nobody_can_be_told(gave_up):
    gave_up.append("full")
    job = enqueue("test.waited_for")
    for _ in range(2):
        silent_death(job)

    claim_job(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_only_one_run_holds_a_job_when_it_is_delivered_twice():
    job = enqueue("test.make_person", payload={"email": "carla@example.com"})

    assert claim_job(job.pk) is not None
    assert claim_job(job.pk) is None


def test_silent_run_loses_its_effect_when_another_takes_over():
    job = enqueue("test.make_person", payload={"email": "carla@example.com"})
    silent = claim_job(job.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = claim_job(job.pk)

    run_claimed(silent)
    assert not User.objects.exists()

    assert run_claimed(second).state == JobState.DONE
    assert User.objects.count() == 1


def test_late_run_stops_at_its_next_report_when_another_took_over():
    job = enqueue("test.count")
    silent = claim_job(job.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = claim_job(job.pk)

    with pytest.raises(LostClaim):
        report_progress(silent, 1, 2)
    assert run_claimed(second).state == JobState.DONE


def test_progress_is_seen_when_work_reports_it():
    job = run_claimed(claim_job(enqueue("test.count").pk))

    assert (job.progress_done, job.progress_total, job.result) == (2, 2, {"counted": 2})


def test_unknown_kind_is_left_alone_by_claim_and_sweep():
    job = Job.objects.create(kind="test.of_a_newer_version")

    assert claim_job(job.pk) is None
    assert sweep() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


def test_job_is_not_claimed_before_its_time():
    job = enqueue("test.count", run_after=timezone.now() + timedelta(hours=1))

    assert claim_job(job.pk) is None
    assert sweep() == 0


def test_each_sending_waits_longer_than_the_one_before():
    kind, slow = get_kind("test.make_person"), get_kind("test.count")

    assert [patience(kind, sends=n).seconds for n in (1, 2, 3, 9, 90)] == [5, 10, 20, 600, 600]
    assert patience(slow, sends=1).seconds == 30


def test_failed_job_runs_again_when_an_officer_retries_it(run_waiting_jobs):
    job = enqueue("test.count")
    Job.objects.update(state=JobState.FAILED, attempts=5, last_error="no")

    retry_failed(job)
    run_waiting_jobs()

    job.refresh_from_db()
    assert (job.state, job.attempts, job.last_error) == (JobState.DONE, 1, "")


def test_old_jobs_are_forgotten_but_failed_and_keyed_ones_stay():
    old = {"kind": "test.count", "finished_at": timezone.now() - timedelta(days=40)}
    Job.objects.create(**old, state=JobState.DONE)
    kept = [
        Job.objects.create(**old, state=JobState.DONE, key="count:1"),
        Job.objects.create(**old, state=JobState.FAILED),
        Job.objects.create(kind="test.count", state=JobState.DONE, finished_at=timezone.now()),
    ]

    assert forget_old_jobs() == 1
    assert set(Job.objects.all()) == set(kept)


def test_job_works_for_the_hub_it_was_written_in(run_waiting_jobs):
    kenya = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["KES"], languages=["en"], time_zone="Africa/Nairobi"
    )
    with use_hub(kenya):
        job = enqueue("test.where_am_i")

    run_waiting_jobs()

    job.refresh_from_db()
    assert job.result == {"hub": "ke", "language": "en"}


def test_metrics_tell_of_failed_and_waiting_jobs(client):
    Job.objects.create(kind="test.count", state=JobState.FAILED)
    Job.objects.create(kind="test.count", run_after=timezone.now() - timedelta(minutes=2))

    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()

    assert 'isoko_jobs{state="failed"} 1.0' in text
    assert 119 < float(text.split("\nisoko_jobs_oldest_waiting_seconds ")[1].split()[0]) < 180
