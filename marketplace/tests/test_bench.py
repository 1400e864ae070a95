"""The measuring instruments themselves."""

import pytest
from django.core.management import CommandError, call_command

from marketplace.bench import benchmarks
from marketplace.bench.crowd import press_once
from marketplace.bench.load import Ask, NotNear, press
from marketplace.bench.pages import BadAnswer, queries_of


def test_benchmarks_are_found_by_name():
    assert {"yardstick", "memory", "search", "web-server"} <= set(benchmarks())
    assert "bare" not in benchmarks()


def test_unknown_benchmark_is_refused_with_the_known_ones():
    with pytest.raises(CommandError, match="There is no benchmark speed. There are: .*yardstick"):
        call_command("bench", "speed")


@pytest.mark.parametrize("url", ["http://isoko.example/", "http://10.0.0.1:8000/", "http://127.0.0.1.example/"])
def test_other_machines_are_never_pressed(url):
    with pytest.raises(NotNear):
        press(url, ["/"])


def test_load_counts_answers_and_failures_apart(live_server):
    load = press(live_server.url, ["/health/live/", Ask("/no-such-page/")], seconds=1, connections=2, warm_up=0)

    assert set(load.statuses) == {"200", "404"}
    assert (load.requests, load.failures) == (sum(load.statuses.values()), load.statuses["404"])
    assert 0 < load.p50 <= load.p95 <= load.p99
    assert load.rate == pytest.approx(load.requests / 1.0)


@pytest.mark.django_db
def test_queries_are_those_of_a_warm_page():
    assert queries_of("/health/ready/") == ["SELECT 1"]
    with pytest.raises(BadAnswer, match="/no-such-page/: 404"):
        queries_of("/no-such-page/")


def test_crowd_asks_each_once_and_tells_who_got_what(live_server):
    wires = [Ask(path).wire("127.0.0.1") for path in ("/health/live/", "/no-such-page/", "/health/live/")]

    answers = press_once(live_server.url.replace("localhost", "127.0.0.1"), wires, connections=2)

    assert [answer.status for answer in answers] == [200, 404, 200]
    assert all(0 <= answer.asked < answer.answered for answer in answers)
    with pytest.raises(ValueError):
        press_once("http://isoko.example/", wires, connections=1)
