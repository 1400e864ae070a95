"""The lane of slow work: how many at once, in which order, and nothing forgotten."""

import threading
from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import sleep

import pytest

from marketplace.jobs.lanes import SlowLane, width_for


@pytest.mark.parametrize(
    ("threads", "queues", "width"), [(4, {"fast", "slow"}, 2), (2, {"fast", "slow"}, 1), (1, {"fast", "slow"}, 1), (4, {"slow"}, 4)]
)
def test_slow_work_leaves_threads_to_the_fast_when_a_worker_serves_both(threads, queues, width):
    assert width_for(threads=threads, queues=queues) == width


def test_job_stands_in_line_once_and_is_taken_when_the_lane_is_free():
    lane, done, gate = SlowLane(1), [], threading.Event()

    def work(name: str) -> None:
        gate.wait(5)
        done.append(name)

    first = threading.Thread(target=lane.run, args=("first", work))
    first.start()
    for name in ("second", "third", "second"):
        lane.run(name, work)  # comes back at once: the lane is full
    assert done == []
    gate.set()
    first.join(5)

    assert done == ["first", "second", "third"]
    lane.run("later", work)
    assert done[-1] == "later"


def test_place_is_free_again_when_work_fails():
    lane, done = SlowLane(1), []

    def fail(_name: str) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        lane.run("first", fail)
    lane.run("second", done.append)

    assert done == ["second"]


def test_each_job_is_done_once_and_never_more_than_the_width_at_a_time():
    lane, chance, lock = SlowLane(3), Random(7), threading.Lock()
    at_work, most, done = 0, 0, []

    def work(name: str) -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        sleep(chance.random() / 500)
        with lock:
            at_work -= 1
            done.append(name)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: lane.run(str(number), work), range(300)))

    assert sorted(done, key=int) == [str(number) for number in range(300)]
    assert most == 3


def test_line_is_left_to_the_sweeper_when_the_worker_shall_stop():
    lane, done = SlowLane(1), []

    def work(name: str) -> None:
        lane.run("in line", done.append)
        lane.close()
        lane.run("too late", done.append)
        done.append(name)

    lane.run("begun", work)

    assert done == ["begun"]
