import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.jobs import enqueue, job_kind
from marketplace.jobs.kinds import UnknownKind
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import claim_job, run_claimed

pytestmark = pytest.mark.django_db


@job_kind("test.make_person", max_attempts=2)
def make_person(job):
    User.objects.create_user(job.payload["email"])
    if job.payload.get("fails"):
        raise RuntimeError("the printer is on fire")
    return {"made": 1}


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


def test_only_one_run_holds_a_job_when_it_is_delivered_twice():
    job = enqueue("test.make_person", payload={"email": "carla@example.com"})

    assert claim_job(job.pk) is not None
    assert claim_job(job.pk) is None


def test_silent_run_loses_its_effect_when_another_takes_over():
    job = enqueue("test.make_person", payload={"email": "carla@example.com"})
    silent = claim_job(job.pk)
    Job.objects.update(lease_until=timezone.now() - timezone.timedelta(seconds=1))
    second = claim_job(job.pk)

    run_claimed(silent)
    assert not User.objects.exists()

    assert run_claimed(second).state == JobState.DONE
    assert User.objects.count() == 1
