"""Reviews and questions over the API, and what is refused."""

from __future__ import annotations

import base64

import pytest

from catalog.trust.models import Question, Review
from catalog.trust.tests.factories import make_product, make_question, make_review, make_seller, make_user, picture
from marketplace.api.tests.callers import caller, post, refusal
from orders.aftersale.tests.factories import make_delivered
from orders.enums import OrderState
from orders.tests.factories import make_order, make_variant

pytestmark = pytest.mark.django_db
SENT = {"stars": 5, "text": "Red apple.", "language": "en"}


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice)


@pytest.fixture
def product(shop):
    return make_product(seller=shop)


def reviews_at(order) -> str:
    return f"/api/v1/orders/{order.group.number}/{order.number}/reviews/"


def of(order, **said):
    return {"variant": order.lines.get().variant_id, **SENT, **said}


def test_a_buyer_reviews_edits_and_takes_back(alice, carla, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
    buyer = caller(carla)

    made = post(buyer, reviews_at(order), of(order), key="1")
    again = post(buyer, reviews_at(order), of(order), key="1")
    assert (made.status_code, made.json()["state"], made.json()["name"], again.json()) == (201, "published", "卡***", made.json())
    assert refusal(post(buyer, reviews_at(order), of(order), key="2")) == (409, "already", [])

    address = f"/api/v1/reviews/{made.json()['id']}/"
    edited = buyer.patch(address, {"stars": 2}).json()
    assert (edited["stars"], edited["text"]) == (2, "Red apple.") and edited["edited_at"]
    assert buyer.get("/api/v1/reviews/").json()["count"] == 1
    assert caller(make_user("charlie")).patch(address, {"stars": 1}).status_code == 404
    assert buyer.delete(address).status_code == 204 and buyer.get("/api/v1/reviews/").json()["count"] == 0


def test_a_guest_reviews_with_the_orders_key(alice, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice)
    photo = {"name": "bag.jpg", "content": base64.b64encode(picture().read()).decode()}

    assert refusal(post(caller(), reviews_at(order), of(order), key="1"))[0] == 404
    made = post(caller(), reviews_at(order), of(order, photos=[photo]), key="2", **{"Order-Key": order.group.access_token})

    assert (made.status_code, made.json()["state"], len(made.json()["photos"])) == (201, "waiting", 1)


def test_what_cannot_be_is_refused_with_its_place(alice, carla, shop):
    order = make_delivered(make_variant(10, seller=shop), by=alice, user=carla)
    coming = make_order(make_variant(10, seller=shop), state=OrderState.SHIPPED, by=alice, user=carla)
    buyer = caller(carla)
    bad = {"name": "x.jpg", "content": base64.b64encode(b"no picture").decode()}

    assert refusal(post(buyer, reviews_at(order), of(order, text="Ring 13800138000"), key="1")) == (422, "contact-leak", ["/text"])
    assert refusal(post(buyer, reviews_at(order), of(order, photos=[bad]), key="2")) == (422, "bad-photo", ["/photos"])
    assert refusal(post(buyer, reviews_at(order), {**of(order), "variant": 10**9}, key="3"))[::2] == (422, ["/variant"])
    assert refusal(post(buyer, reviews_at(order), of(order, stars=6), key="4"))[::2] == (400, ["/stars"])
    assert refusal(post(buyer, reviews_at(coming), of(coming), key="5")) == (409, "not-arrived", [])
    assert not Review.objects.exists()


def test_everybody_reads_public_words_alone(product, carla, alice):
    make_review(product, by=carla, stars=4)
    make_review(product, by=carla, text="Waits", photos=[picture()])
    make_question(product, answered_by=alice), make_question(product, text="Waits?")
    door = f"/api/v1/products/{product.slug}/"

    assert [row["text"] for row in caller().get(f"{door}reviews/").json()["results"]] == ["Red apple."]
    assert caller().get(f"{door}reviews/?stars=5").json()["count"] == 0
    (question,) = caller().get(f"{door}questions/").json()["results"]
    assert (question["text"], question["answer"]["text"], "state" in question) == ("How fresh is it?", "Roasted this week.", False)
    rating = caller().get(f"{door}rating/").json()
    assert (rating["mean"], rating["count"], rating["distribution"][1]) == ("4.0", 1, {"stars": 4, "count": 1})


def test_lists_cost_the_same_with_three(product, carla, alice, django_assert_max_num_queries):
    for number in range(3):
        make_review(product, by=carla), make_question(product, by=make_user("q"), text=f"{number}?", answered_by=alice)

    for path in ("reviews", "questions"):
        with django_assert_max_num_queries(6):
            assert caller().get(f"/api/v1/products/{product.slug}/{path}/").json()["count"] == 3


def test_a_question_goes_its_way(product, carla, alice):
    door = f"/api/v1/products/{product.slug}/questions/"
    said = {"text": "Is it whole bean?", "language": "en"}
    assert refusal(post(caller(), door, said, key="1"))[0] == 401
    assert refusal(post(caller(alice), door, said, key="2")) == (403, "own-goods", [])

    made = post(caller(carla), door, said, key="3").json()
    office = f"/api/v1/sell/questions/{made['id']}/answer/"
    assert caller(alice).get("/api/v1/sell/questions/").json()["results"][0]["state"] == "waiting"
    assert refusal(post(caller(carla), office, {"text": "Yes."}, key="4"))[0] == 404
    assert refusal(post(caller(alice), office, {"text": "Ring 0788123456"}, key="5")) == (422, "contact-leak", ["/text"])
    assert post(caller(alice), office, {"text": "It is."}, key="6").json()["state"] == "published"
    helpful = f"/api/v1/questions/{made['id']}/helpful/"
    assert post(caller(make_user("dora")), helpful, {"helpful": True}, key="7").json() == {"helpful": 1}
    assert refusal(post(caller(carla), helpful, {"helpful": True}, key="8")) == (403, "own-words", [])

    assert caller(carla).delete(f"/api/v1/questions/{made['id']}/").status_code == 204
    assert Question.objects.get().state == "withdrawn"


def test_the_firm_answers_its_own_reviews(product, carla, alice):
    review = make_review(product, by=carla)
    make_seller("Other", owner=(mallory := make_user("mallory")))
    office = f"/api/v1/sell/reviews/{review.pk}/answer/"

    assert refusal(post(caller(mallory), office, {"text": "Ha."}, key="1"))[0] == 404
    assert caller(mallory).get("/api/v1/sell/reviews/").json()["count"] == 0
    assert refusal(caller(carla).get("/api/v1/sell/reviews/"))[0] == 404
    assert post(caller(alice), office, {"text": "Thank you."}, key="2").json()["answer"]["text"] == "Thank you."
