"""Law 1 of the house against real Celery processes: nothing is lost, and twice has one effect."""

import random
import signal
import sys
import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.jobs import enqueue
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.queueing import put_on_queue
from marketplace.jobs.sweeping import sweep
from marketplace.jobs.tests import kinds  # noqa: F401 - registers them here as in the worker
from marketplace.jobs.tests.workers import wait_for, wait_until

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


ENQUEUE_CARLA = """
import django
django.setup()
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue
from marketplace.jobs.tests import kinds
with use_hub(Hub.objects.get(code="rw")):
    enqueue("tests.greet", payload={"name": "carla"})
"""


def greeted() -> list[str]:
    return sorted(User.objects.values_list("name", flat=True))


@pytest.fixture
def gate(tmp_path):
    return tmp_path / "gate"


def at_gate(gate, name: str) -> dict:
    return {"name": name, "gate": str(gate), "begun": str(gate.with_name("begun"))}


def begun(gate) -> int:
    trace = gate.with_name("begun")
    return len(trace.read_text().split()) if trace.exists() else 0


def test_job_is_finished_once_when_its_worker_is_killed_in_the_middle(crew, gate):
    job = enqueue("tests.greet", payload=at_gate(gate, "carla"))
    first = crew.start_worker()
    wait_until(lambda: begun(gate) == 1, "the job to begin")

    crew.kill(first)
    gate.touch()
    crew.start_worker()  # sweeps as it starts, beat sweeps every three seconds after that
    crew.start_beat()
    wait_for(job, JobState.DONE)

    assert (greeted(), job.attempts, job.result) == (["carla"], 2, {"greeted": "carla"})


def test_job_with_own_transactions_is_taken_over_when_its_lease_ran_out(crew, gate):
    job = enqueue("tests.steps", payload=at_gate(gate, "carla"))
    first = crew.start_worker()
    wait_until(lambda: begun(gate) == 1, "the job to begin")

    crew.kill(first)
    gate.touch()
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now(), send_at=timezone.now())  # half a minute, in short
    crew.start_worker()
    wait_for(job, JobState.DONE)

    assert (job.attempts, job.progress_done, job.progress_total, job.result) == (2, 3, 3, {"steps": 3})


def test_job_waits_for_the_sweeper_when_the_broker_is_away_at_enqueue(crew):
    elsewhere = crew.start([sys.executable, "-c", ENQUEUE_CARLA], REDIS_URL="redis://127.0.0.1:1/0")
    assert elsewhere.wait(120) == 0
    job = Job.objects.get()
    assert (job.state, job.send_at <= timezone.now()) == (JobState.WAITING, True)

    crew.start_worker()
    wait_for(job, JobState.DONE)

    assert (greeted(), job.attempts) == (["carla"], 1)


def test_job_is_sent_again_when_the_broker_lost_its_messages(crew, broker):
    jobs = [enqueue("tests.greet", payload={"name": name}) for name in ("alice", "bob", "carla")]
    assert broker.llen("fast") == 3
    broker.flushdb()

    crew.start_worker()
    crew.start_beat()
    for job in jobs:
        wait_for(job, JobState.DONE)

    assert (greeted(), [job.attempts for job in jobs]) == (["alice", "bob", "carla"], [1, 1, 1])


def test_job_has_one_effect_when_it_is_delivered_many_times(crew, broker):
    job = enqueue("tests.greet", payload={"name": "carla", "seconds": 0.3})
    for _ in range(9):
        put_on_queue(job.pk, job.kind)
    crew.start_worker()
    crew.start_worker()

    wait_until(lambda: broker.llen("fast") == 0, "all ten deliveries to be taken")
    wait_for(job, JobState.DONE)

    assert (greeted(), job.attempts) == (["carla"], 1)


def test_fast_job_finds_a_thread_when_slow_ones_crowd_the_worker(crew, gate):
    slow = [enqueue("tests.steps", payload=at_gate(gate, "carla")) for _ in range(6)]
    crew.start_worker()  # two threads
    wait_until(lambda: begun(gate) == 1, "the first slow job to begin")

    fast = enqueue("tests.greet", payload={"name": "alice"})
    wait_for(fast, JobState.DONE, 10)

    assert begun(gate) == 1
    gate.touch()
    for job in slow:
        wait_for(job, JobState.DONE)
    assert [job.attempts for job in slow] == [1] * 6


def test_worker_stops_after_its_job_when_slow_ones_stand_in_line(crew, gate, broker):
    for _ in range(6):
        enqueue("tests.steps", payload=at_gate(gate, "carla"))
    worker = crew.start_worker()
    wait_until(lambda: begun(gate) == 1 and broker.llen("slow") == 0, "the first to begin and the others to be taken")

    worker.send_signal(signal.SIGTERM)
    time.sleep(1)
    gate.touch()

    assert worker.wait(20) == 0
    assert Job.objects.filter(state=JobState.DONE).count() == 1


def test_worker_finishes_its_job_when_it_is_asked_to_stop(crew, gate):
    job = enqueue("tests.greet", payload=at_gate(gate, "carla"))
    waiting = [enqueue("tests.greet", payload=at_gate(gate, name)) for name in ("alice", "bob", "charlie")]
    worker = crew.start_worker()
    wait_until(lambda: begun(gate) == 2, "both threads to be at work")

    worker.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert worker.poll() is None, "it left its job"
    gate.touch()
    worker.wait(20)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)

    crew.start_worker()
    crew.start_beat()
    for other in waiting:
        wait_for(other, JobState.DONE)
    assert greeted() == ["alice", "bob", "carla", "charlie"]


@pytest.mark.parametrize(("kind", "most"), [("tests.dies", 2), ("tests.dies-alone", 3)])
def test_job_gives_up_when_each_run_takes_its_worker_down(crew, kind, most):
    job = enqueue(kind)
    for attempt in range(1, most + 1):
        assert crew.start_worker().wait(120) == -signal.SIGKILL
        job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.RUNNING, attempt)
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now(), send_at=timezone.now())  # half a minute, in short

    worker = crew.start_worker()
    wait_for(job, JobState.FAILED)

    assert job.attempts == most and job.last_error.startswith(f"Attempt {most} took its worker down")
    assert greeted() == [f"{kind} gave up"]
    crew.start_beat()
    time.sleep(4)  # one more sweep finds nothing to begin
    job.refresh_from_db()
    assert (worker.poll(), job.state, job.attempts) == (None, JobState.FAILED, most)


def test_fifty_jobs_are_each_done_once_when_workers_die_at_random(crew):
    chance = random.Random(20251)
    workers = [crew.start_worker(), crew.start_worker()]
    crew.start_beat()
    jobs = [enqueue("tests.greet", payload={"name": f"{n:02}", "seconds": chance.uniform(0.02, 0.3)}, key=f"greet:{n}") for n in range(50)]

    for _ in range(4):
        before = Job.objects.filter(state=JobState.DONE).count()
        wait_until(lambda before=before: Job.objects.filter(state=JobState.DONE).count() >= min(before + 4, 50), "some more to be done")
        place = chance.randrange(2)
        crew.kill(workers[place])
        workers[place] = crew.start_worker()
    wait_until(lambda: Job.objects.filter(state=JobState.DONE).count() == 50, "all to be done", 60)

    assert greeted() == [f"{n:02}" for n in range(50)]
    assert sum(job.attempts for job in Job.objects.filter(pk__in=[job.pk for job in jobs])) >= 50


def test_sweeps_at_once_send_each_job_once(broker):
    for name in ("alice", "bob", "carla"):
        Job.objects.create(kind="tests.greet", payload={"name": name})

    counts: list[int] = []

    def sweep_once() -> None:
        counts.append(sweep())
        connection.close()

    sweepers = [threading.Thread(target=sweep_once) for _ in range(4)]
    for thread in sweepers:
        thread.start()
    for thread in sweepers:
        thread.join()

    assert (sum(counts), broker.llen("fast")) == (3, 3)


def test_worker_keeps_its_connection_and_opens_another_when_the_database_cut_it(crew):
    crew.start_worker()
    first = [wait_for(enqueue("tests.backend"), JobState.DONE).result["backend"] for _ in range(3)]
    assert len(set(first)) <= 2  # one a thread

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    job = wait_for(enqueue("tests.backend"), JobState.DONE)

    assert (job.attempts, job.result["backend"] in first) == (1, False)
