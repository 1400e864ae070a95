import pytest

from catalog.models import Product
from catalog.trust.leaks import find_leaks
from catalog.trust.models import Question, Rating, Review
from marketplace.demo_data import orders, reviews
from orders.aftersale.tests.factories import make_delivered
from orders.tests.factories import make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db


def test_the_demos_buyer_reviews_what_arrived_once_however_often_it_is_loaded():
    alice, people = make_user("alice"), {name: make_user(name, is_demo=True) for name in ("buyer", "importer")}
    shop = make_seller("Coocamu", owner=alice)
    coffee, basket = make_variant(9, seller=shop), make_variant(9, seller=shop)
    for variant, slug in ((coffee, orders.COFFEE), (basket, orders.BASKET)):
        Product.objects.filter(pk=variant.product_id).update(slug=slug)
    make_delivered(coffee, by=alice, user=people["buyer"])

    assert reviews.load_reviews(people, lambda text: None) == 3
    assert reviews.load_reviews(people, lambda text: None) == 0

    review = Review.objects.get()
    assert (review.state, review.is_demonstration, review.answer) == ("published", True, reviews.REPLY)
    assert (Rating.objects.get().count, Rating.objects.get().total) == (1, 4)
    assert sorted(Question.objects.values_list("state", flat=True)) == ["published", "waiting"]


def test_without_a_delivery_nothing_is_reviewed():
    people = {name: make_user(name) for name in ("buyer", "importer")}

    assert reviews.load_reviews(people, lambda text: None) == 0


def test_the_demos_words_name_no_way_outside():
    assert not find_leaks("\n".join([reviews.REVIEW, reviews.REPLY, *(f"{text}\n{said}" for _, _, text, _, said in reviews.QUESTIONS)]))
