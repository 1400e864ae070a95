"""The Celery doors. They carry an id; the row says what to do."""

from uuid import UUID

from celery import Task, shared_task
from celery.signals import celeryd_after_setup, worker_ready, worker_shutting_down
from django.db import InterfaceError, OperationalError, connection

from marketplace.jobs.batching import run_together, take_message
from marketplace.jobs.kinds import get_kind
from marketplace.jobs.lanes import SlowLane, width_for
from marketplace.jobs.queueing import put_on_queue
from marketplace.jobs.running import claim_job, run_claimed
from marketplace.jobs.sweeping import forget_old_jobs, sweep

slow_lane = SlowLane(width=1)


@shared_task(name="jobs.run", bind=True)
def run_job(self: Task, job_id: str, kind: str = "") -> None:
    """`kind` is told for work that is done together: the message then stands for all that waits of it."""
    if kind:
        run_all(job_id, kind)
    elif self.request.delivery_info.get("routing_key") == "slow":
        slow_lane.run(job_id, run_if_free)
    else:
        run_if_free(job_id)


def run_all(job_id: str, name: str) -> None:
    """What waits of this kind, a batch a message, and the job that was named where it is not among them."""
    kind = get_kind(name)
    take_message(kind)
    try:
        done = run_together(kind)
    except (InterfaceError, OperationalError):  # as below
        connection.close()
        done = run_together(kind)
    if UUID(job_id) not in done:
        run_if_free(job_id)
    if len(done) == kind.most:
        put_on_queue(done[-1], name)


def run_if_free(job_id: str) -> None:
    """The job from claim to end; nothing where it is over, not due, or in other hands."""
    try:
        job = claim_job(job_id)
    except (InterfaceError, OperationalError):  # the connection was cut since it last served: once more, on a new one
        connection.close()
        job = claim_job(job_id)
    if job is not None:
        run_claimed(job)


@celeryd_after_setup.connect
def widen_slow_lane(instance, **_kwargs) -> None:
    queues = set(instance.app.amqp.queues.consume_from)
    slow_lane.width = width_for(threads=instance.concurrency, queues=queues)


@worker_shutting_down.connect
def close_slow_lane(**_kwargs) -> None:
    slow_lane.close()


@shared_task(name="jobs.sweep")
def sweep_jobs() -> None:
    sweep()


@worker_ready.connect
def sweep_at_start(**_kwargs) -> None:
    """What the worker before this one left lying is begun at once."""
    sweep()


@shared_task(name="jobs.forget-old")
def forget_old() -> None:
    forget_old_jobs()
