"""Statements that a connection keeps planned: the same answers, and nothing lost when the connection has forgotten them."""

import pytest
from django.db import connection, transaction, utils
from django.test.utils import CaptureQueriesContext

from marketplace import prepared
from marketplace.hubs.models import Agency
from marketplace.prepared import answers, plans_kept

ASK = "SELECT n, 'a%%b' FROM generate_series(1, %s::int) AS n WHERE n = ANY(%s) ORDER BY n LIMIT %s"
PARAMETERS = [9, [2, 4, 6], 2]
ROWS = [(2, "a%b"), (4, "a%b")]


@pytest.fixture(autouse=True)
def new_here():
    """What other tests asked on this connection is forgotten."""
    connection.ensure_connection()
    prepared._kept.pop(connection.connection, None)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")


def kept_by_server():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
        return [text for (text,) in cursor.fetchall()]


def ask_often(times=4):
    return [answers(ASK, PARAMETERS) for _ in range(times)]


@pytest.mark.django_db
def test_the_third_time_is_prepared_and_answers_the_same_in_one_query():
    assert ask_often(2) == [ROWS] * 2 and kept_by_server() == []

    with CaptureQueriesContext(connection) as captured:
        assert answers(ASK, PARAMETERS) == ROWS

    assert len(captured) == 1 and captured[0]["sql"].startswith("EXECUTE isoko_")
    (text,) = kept_by_server()
    assert "$1::int" in text and "ANY($2)" in text and "LIMIT $3" in text and "'a%b'" in text


@pytest.mark.django_db
def test_a_statement_without_parameters_is_prepared_too():
    assert [answers("SELECT 'all of 5%%'", []) for _ in range(4)] == [[("all of 5%",)]] * 4
    assert len(kept_by_server()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_session_that_knows_nothing_is_asked_plainly_and_then_prepared_again():
    ask_often()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert ask_often() == [ROWS] * 4
    assert len(kept_by_server()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_table_that_changed_its_columns_is_asked_plainly_and_then_prepared_again():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bag (kilograms int)")
        cursor.execute("INSERT INTO bag VALUES (60)")
        assert [answers("SELECT * FROM bag", []) for _ in range(4)] == [[(60,)]] * 4
        cursor.execute("ALTER TABLE bag ADD station text DEFAULT 'Huye'")
        assert [answers("SELECT * FROM bag", []) for _ in range(4)] == [[(60, "Huye")]] * 4
        cursor.execute("DROP TABLE bag")


@pytest.mark.django_db
def test_within_a_transaction_the_fault_is_told_and_the_next_one_asks_anew():
    ask_often()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    with pytest.raises(utils.DatabaseError), transaction.atomic():
        answers(ASK, PARAMETERS)
    assert ask_often() == [ROWS] * 4


@pytest.mark.django_db
def test_the_longest_unasked_is_let_go_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(prepared, "MOST", 3)
    for number in range(5):
        for _ in range(3):
            answers(f"SELECT {number} + %s", [1])
    assert [text[-6:] for text in kept_by_server()] == ["2 + $1", "3 + $1", "4 + $1"]


@pytest.mark.django_db
def test_nothing_is_prepared_behind_a_pooler_that_lends_connections(settings):
    settings.PREPARE_STATEMENTS = False
    assert ask_often() == [ROWS] * 4 and kept_by_server() == []


@pytest.mark.django_db
def test_a_wrong_statement_raises_whether_it_is_prepared_or_not():
    for _ in range(4):
        with pytest.raises(utils.ProgrammingError), transaction.atomic():
            answers("SELECT nothing_of_the_kind FROM hubs_hub WHERE id = %s", [1])


@pytest.mark.django_db
def test_what_the_orm_reads_is_prepared_within_alone_and_what_it_writes_is_not():
    def walk(code):
        Agency.objects.create(code=code, name="Office 100%")
        return Agency.objects.filter(name__endswith="100%", code=code).values_list("name", flat=True).get()

    walked = plans_kept()(walk)
    assert [walked(code) for code in ("A1", "A2", "A3", "A4", "A5")] == ["Office 100%"] * 5
    assert len(kept_by_server()) == 1
    assert [walk(code) for code in ("B1", "B2", "B3", "B4")] == ["Office 100%"] * 4
    assert len(kept_by_server()) == 1
