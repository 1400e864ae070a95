import pytest

from catalog.selectors.shelves import forget_market


@pytest.fixture(autouse=True)
def fresh_shelves():
    forget_market()
    yield
    forget_market()


def test_list_is_the_tree_in_the_language_asked_for(client, db):
    answer = client.get("/api/v1/categories/", headers={"Accept-Language": "zh-Hans"})

    coffee = answer.json()[0]
    assert (coffee["slug"], coffee["name"], coffee["is_sold_by_weight"]) == ("coffee", "咖啡", False)
    assert [below["slug"] for below in coffee["children"]] == ["roasted-coffee", "green-coffee"]
    assert set(coffee) == {"slug", "name", "description", "is_sold_by_weight", "children"}


def test_list_refuses_a_post_with_a_problem(client, db):
    answer = client.post("/api/v1/categories/", {}, content_type="application/json")

    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Allow"]) == (
        405,
        "application/problem+json",
        "GET, HEAD, OPTIONS",
    )
