from marketplace.api.problems import field_errors
from marketplace.api.tests.callers import refusal


def test_field_errors_point_into_the_body_when_nested():
    errors = {"lines": [{}, {"quantity": ["Too few."]}], "email": ["Needed."], "non_field_errors": ["No."]}

    assert field_errors(errors) == [
        {"pointer": "/lines/1/quantity", "message": "Too few."},
        {"pointer": "/email", "message": "Needed."},
        {"pointer": "", "message": "No."},
    ]


def test_unknown_api_address_is_a_problem(client, db):
    answer = client.get("/api/v1/nothing/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_body_in_pieces_is_a_problem_that_says_so(client, db):
    answer = client.generic("POST", "/api/v1/token/", content_type="application/json", headers={"Transfer-Encoding": "chunked"})

    assert refusal(answer) == (411, "length-required", [])
