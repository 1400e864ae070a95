from sellers.enums import SellerState
from sellers.tests.factories import make_seller


def test_list_shows_approved_sellers_only(client, db):
    alice = make_seller(trade_name="Alice Coffee")
    make_seller(state=SellerState.SUSPENDED)
    make_seller(state=SellerState.SUBMITTED)

    answer = client.get("/api/v1/sellers/").json()

    assert (answer["count"], [seller["slug"] for seller in answer["results"]]) == (1, [alice.slug])


def test_list_takes_the_same_queries_with_one_and_with_three(client, db, django_assert_num_queries):
    client.get("/api/v1/sellers/")
    for number in (1, 2, 3):
        make_seller()
        if number in (1, 3):
            with django_assert_num_queries(3):
                assert client.get("/api/v1/sellers/").json()["count"] == number


def test_detail_is_404_when_the_seller_is_not_approved(client, db):
    waiting = make_seller(state=SellerState.SUBMITTED)

    answer = client.get(f"/api/v1/sellers/{waiting.slug}/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_detail_says_all_that_is_public_and_nothing_else(client, db):
    seller = make_seller(trade_name="Alice Coffee", story="Grown at 1,900 m.")

    answer = client.get(f"/api/v1/sellers/{seller.slug}/", headers={"Accept-Language": "zh-Hans"})

    assert answer.json() == {
        "slug": seller.slug,
        "name": "Alice Coffee",
        "legal_name": "Musasa Cooperative",
        "story": "Grown at 1,900 m.",
        "district": "Rutsiro",
        "sectors": [{"code": "coffee", "name": "咖啡"}],
        "approved_at": seller.approved_at.isoformat().replace("+00:00", "Z"),
        "is_demonstration": False,
    }
    assert answer.headers["Content-Language"] == "zh-hans"
