"""Reviews through the services: who may write, what is public when, what the stars come to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.photos.refusals import PhotoRefused
from catalog.trust.exceptions import ContactLeak, NotYours, TooMany, TrustRefused
from catalog.trust.models import Rating, Review, ReviewPhoto
from catalog.trust.services import measures
from catalog.trust.services.answers import answer
from catalog.trust.services.moderation import publish, reject
from catalog.trust.services.reviews import edit_review, withdraw_review, write_review
from catalog.trust.services.votes import say_helpful
from catalog.trust.tests.factories import make_officer, make_product, make_purchase, make_review, make_seller, make_user, picture
from marketplace.history.models import Entry
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def product(alice):
    return make_product(seller=make_seller("Coocamu", owner=alice, contact_email="alice@shop.example"))


def stars_of(product) -> tuple[int, int]:
    """(reviews, stars together) as the denormalised row has it, compared with the reviews themselves."""
    public = list(Review.objects.filter(product=product, state="published").values_list("stars", flat=True))
    row = Rating.objects.filter(product=product).first()
    counted = (row.count, row.total) if row else (0, 0)
    assert counted == (len(public), sum(public))
    return counted


def letters() -> list[tuple[str, str]]:
    return [
        (job.payload["template"].rpartition("/")[2], job.payload["to"])
        for job in Job.objects.filter(kind="mail.send").order_by("created_at")
    ]


def refusal(*args, **kwargs) -> str:
    with pytest.raises(TrustRefused) as refused:
        args[0](*args[1:], **kwargs)
    return refused.value.why


def test_words_and_stars_are_public_at_once(product, carla):
    review = make_review(product, by=carla, stars=4, text="  Red apple, sweet.  ")

    assert (review.state, review.text, review.shown_name, review.seller) == ("published", "Red apple, sweet.", "C***r", product.seller)
    assert stars_of(product) == (1, 4)
    assert letters() == [("review_new", "alice@shop.example")]
    assert Entry.objects.filter(action="review.written", subject_id=str(review.pk)).count() == 1


def test_a_guest_reviews_what_their_order_brought(product):
    review = make_review(product, by=None, text="")

    assert (review.state, review.by, review.email) == ("published", None, "carla@buyer.example")


def test_a_picture_waits_for_the_desk_and_counts_from_then_on(product, carla):
    review = make_review(product, by=carla, photos=[picture()])
    assert review.state == "waiting" and stars_of(product) == (0, 0) and letters() == []

    publish(word=review, by=make_officer())

    assert stars_of(product) == (1, 5)
    assert letters() == [("review_published", carla.email), ("review_new", "alice@shop.example")]


def test_pictures_are_drawn_anew_in_sizes_and_the_same_twice_is_one(product, carla):
    review = make_review(product, by=carla, photos=[picture(), picture(), picture(colour="#123456")])

    photos = list(review.photos.all())
    assert len(photos) == 2 and photos[0].folder.startswith("opinions/")
    assert [(one["format"], one["width"]) for one in photos[0].renditions] == [("webp", 320), ("jpeg", 320), ("webp", 640), ("jpeg", 640)]
    assert all(default_storage.exists(f"{photos[0].folder}/{one['file']}") for one in photos[0].renditions)


@pytest.mark.parametrize("photos", [[picture(side=100)], [picture(colour=f"#00000{number}") for number in range(5)]])
def test_a_refused_picture_leaves_nothing_behind(product, carla, photos):
    before = default_storage.listdir("opinions")[0] if default_storage.exists("opinions") else []

    with pytest.raises(PhotoRefused):
        make_review(product, by=carla, photos=photos)

    assert not Review.objects.exists() and not ReviewPhoto.objects.exists()
    assert (default_storage.listdir("opinions")[0] if default_storage.exists("opinions") else []) == before


def test_contact_details_are_refused_and_nothing_is_written(product, carla):
    with pytest.raises(ContactLeak):
        make_review(product, by=carla, text="加我微信 kafei2020")

    assert not Review.objects.exists()


def test_the_firms_own_people_cannot_review_it(product, alice):
    assert refusal(make_review, product, by=alice) == "own_goods"


def test_a_line_is_reviewed_once(product, carla):
    purchase = make_purchase(product, user=carla)
    make_review(product, by=carla, purchase=purchase)

    assert refusal(make_review, product, by=carla, purchase=purchase) == "already"
    make_review(product, by=carla)  # of another order line
    assert stars_of(product) == (2, 10)


def test_a_person_has_a_measure_of_the_day(product, carla, monkeypatch):
    monkeypatch.setattr("catalog.trust.services.reviews.MOST_REVIEWS", 2)
    make_review(product, by=carla), make_review(product, by=carla)

    with pytest.raises(TooMany):
        make_review(product, by=carla)
    Review.objects.update(written_at=timezone.now() - measures.DAY - timedelta(minutes=1))
    make_review(product, by=carla)


def test_editing_moves_the_stars_and_says_so(product, carla):
    review = make_review(product, by=carla, stars=5)

    edited = edit_review(review=review, by=carla, stars=2, text="Stale after a week.", language="en")

    assert edited.edited_at and edited.state == "published" and stars_of(product) == (1, 2)


def test_a_picture_added_later_waits_and_one_taken_away_does_not(product, carla):
    review = edit_review(review=make_review(product, by=carla), by=carla, stars=5, text="See.", language="en", photos=[picture()])
    assert review.state == "waiting" and stars_of(product) == (0, 0)

    photo = review.photos.get()
    review = edit_review(review=review, by=carla, stars=5, text="See.", language="en", take_away=[photo.pk])

    assert review.state == "published" and not review.photos.exists() and stars_of(product) == (1, 5)


def test_what_the_desk_refused_waits_when_it_is_written_anew(product, carla):
    review = reject(word=make_review(product, by=carla), reason="insult", note="Please be kind.", by=make_officer())
    assert (review.state, stars_of(product)) == ("rejected", (0, 0))
    assert letters()[-1] == ("review_rejected", carla.email)

    review = edit_review(review=review, by=carla, stars=1, text="Stale.", language="en")

    assert (review.state, review.reason) == ("waiting", "")
    assert make_review(product, by=carla).state == "waiting"  # a writer of whom something was refused is looked at for a while


def test_taking_it_back_takes_words_pictures_votes_and_answer(product, carla, alice, django_capture_on_commit_callbacks):
    review = publish(word=make_review(product, by=carla, photos=[picture()]), by=make_officer())
    answer(word=review, by=alice, text="Thank you.")
    say_helpful(word=review, by=make_user("dora"), is_helpful=True)
    folder = review.photos.get().folder

    with django_capture_on_commit_callbacks(execute=True):
        review = withdraw_review(review=review, by=carla)

    assert (review.state, review.text, review.answer, review.helpful, review.photos.count()) == ("withdrawn", "", "", 0, 0)
    assert stars_of(product) == (0, 0) and not default_storage.exists(folder)
    again = make_review(product, by=carla, purchase=make_purchase(product, user=carla, line=review.line), stars=3)
    assert again.pk == review.pk and stars_of(product) == (1, 3)
    withdraw_review(review=again, by=carla), withdraw_review(review=again, by=carla)
    assert stars_of(product) == (0, 0)
    assert refusal(edit_review, review=again, by=carla, stars=1, text="", language="en") == "withdrawn"


def test_the_firm_answers_once_in_public_and_can_correct_itself(product, carla, alice):
    review = answer(word=make_review(product, by=carla), by=alice, text="Thank you.")
    assert (review.answer, review.answer_edited_at, letters()[-1]) == ("Thank you.", None, ("review_answered", carla.email))

    review = answer(word=review, by=alice, text="Thank you, Carla.")

    assert review.answer_edited_at and len(letters()) == 2
    entry = Entry.objects.filter(action="review.answered").latest("pk")
    assert (entry.before, entry.after) == ({"answer": "Thank you."}, {"answer": "Thank you, Carla."})


def test_nobody_else_answers_a_review(product, carla):
    review = make_review(product, by=carla)
    other = make_seller("Other", owner=(mallory := make_user("mallory")))

    for person in (carla, make_user("charlie"), mallory, make_officer()):
        with pytest.raises(NotYours):
            answer(word=review, by=person, text="Hm.")
    assert other.pk != product.seller_id and Review.objects.get().answer == ""


def test_an_answer_carries_no_contact_and_goes_to_public_words_alone(product, carla, alice):
    review = make_review(product, by=carla, photos=[picture()])

    assert refusal(answer, word=review, by=alice, text="Thanks") == "not_public"
    with pytest.raises(ContactLeak):
        answer(word=review, by=alice, text="Call 0788123456")


@pytest.mark.parametrize("decide", [lambda word, by: publish(word=word, by=by), lambda word, by: reject(word=word, reason="other", by=by)])
def test_only_an_officer_without_a_share_in_it_decides(product, carla, alice, decide):
    review = make_review(product, by=carla, photos=[picture()])
    own = make_officer("otto")
    own_review = make_review(product, by=own, photos=[picture()])

    for person in (alice, carla, make_user("charlie")):
        with pytest.raises(NotYours):
            decide(review, person)
    with pytest.raises(NotYours):
        decide(own_review, own)
    assert set(Review.objects.values_list("state", flat=True)) == {"waiting"}


def test_refusing_needs_a_reason_and_twice_is_once(product, carla):
    olive, review = make_officer(), make_review(product, by=carla)

    assert refusal(reject, word=review, reason="", by=olive) == "reason"
    for _ in range(2):
        reject(word=review, reason="private", by=olive)
    publish(word=review, by=olive), publish(word=review, by=olive)

    assert stars_of(product) == (1, 5)
    assert [name for name, _ in letters()] == ["review_new", "review_rejected", "review_published", "review_new"]


def test_helpful_counts_each_member_once_and_neither_writer_nor_firm(product, carla, alice):
    review, dora = make_review(product, by=carla), make_user("dora")

    assert [say_helpful(word=review, by=dora, is_helpful=value) for value in (True, True, False, False, True)] == [1, 1, 0, 0, 1]
    assert refusal(say_helpful, word=review, by=carla, is_helpful=True) == "own_words"
    assert refusal(say_helpful, word=review, by=alice, is_helpful=True) == "own_goods"
    reject(word=review, reason="other", by=make_officer())
    assert refusal(say_helpful, word=review, by=make_user("erin"), is_helpful=True) == "not_public"


@pytest.mark.parametrize("facts", [{"stars": 6}, {"stars": 0}, {"state": "rejected"}, {"answer": "Without its day"}])
def test_the_database_refuses_what_no_review_can_be(product, carla, facts):
    review = make_review(product, by=carla)

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**facts)


def test_the_database_refuses_a_rating_that_does_not_add_up(product, carla):
    make_review(product, by=carla)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.update(total=4)


def test_another_line_of_writing_is_refused_when_the_product_is_unknown(product, carla):
    purchase = make_purchase(product, user=carla, product_id=10**9)

    with pytest.raises(product.DoesNotExist):
        write_review(purchase=purchase, by=carla, stars=5, text="", language="en")
