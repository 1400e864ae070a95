"""A letter when it is back: one, to those who asked, and never twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from catalog.models import Product
from catalog.services import stock
from catalog.tests.factories import count, hold, make_product, make_user, make_variant
from catalog.wishes.exceptions import WishRefused
from catalog.wishes.models import RestockAsk
from catalog.wishes.services import restocking
from catalog.wishes.services.restocking import ask_for_restock, forget_old_asks, stop_asking, stop_letters, tell_of_restocks
from catalog.wishes.tasks import ask_for_nightly, watch_shelves
from marketplace.allocation.tests.racing import at_once
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db


def sold_out(name="Bourbon", **fields):
    return make_product(name, variants=[{"on_hand": 0, **fields}]).variants.get()


def asked(variant, name="carla", language="en"):
    return ask_for_restock(user=make_user(name), variant_id=variant.pk, language=language)


def letters():
    return [job.payload for job in Job.objects.filter(kind="mail.send").order_by("created_at")]


def test_who_asked_gets_one_letter_when_it_is_back(run_waiting_jobs):
    variant = sold_out(name_en="250 g")
    ask = asked(variant)
    assert tell_of_restocks() == 0
    count(3, variant)

    assert (tell_of_restocks(), tell_of_restocks()) == (1, 0)
    run_waiting_jobs()

    (letter,) = mail.outbox
    assert letter.to == [ask.user.email] and letter.subject == "Back at Isoko: Bourbon, 250 g"
    assert f"/products/{variant.product.slug}/?variant={variant.pk}" in letter.body and f"/wishes/letters/{ask.key}/" in letter.body


def test_the_letter_speaks_the_language_it_was_asked_in(run_waiting_jobs):
    variant = sold_out(name_zh_hans="库卡穆 水洗")
    Product.objects.filter(pk=variant.product_id).update(name_zh_hans="库卡穆 水洗")
    asked(variant, language="zh-hans")
    count(3, variant)

    tell_of_restocks()
    run_waiting_jobs()

    assert "库卡穆" in mail.outbox[0].subject and "/zh-hans/products/" in mail.outbox[0].body


def test_a_second_restock_needs_a_second_wish(run_waiting_jobs):
    variant = sold_out()
    ask = asked(variant)
    count(3, variant)
    tell_of_restocks()
    count(0, variant)
    count(5, variant)
    assert tell_of_restocks() == 0
    count(0, variant)
    ask_for_restock(user=ask.user, variant_id=variant.pk, language="en")
    count(5, variant)

    assert tell_of_restocks() == 1
    assert len(letters()) == 2


def test_less_than_the_least_order_is_not_back():
    variant = sold_out(minimum_quantity=10)
    asked(variant)

    count(9, variant)
    assert tell_of_restocks() == 0
    count(10, variant)
    assert tell_of_restocks() == 1


def test_what_a_buyer_holds_is_not_back_until_it_is_given_back():
    product = make_product("Last one", variants=[{"on_hand": 1}])
    variant = product.variants.get()
    stock.hold({variant.pk: 1}, key="buyer", until=timezone.now() + timedelta(minutes=15))
    asked(variant)
    assert tell_of_restocks() == 0

    stock.release("buyer")

    assert tell_of_restocks() == 1


def test_goods_off_sale_bring_no_letter():
    variant = sold_out()
    asked(variant)
    count(3, variant)
    Product.objects.filter(pk=variant.product_id).update(state="withdrawn")

    assert tell_of_restocks() == 0


def test_what_can_be_bought_is_not_waited_for():
    variant = make_product("There").variants.get()

    with pytest.raises(WishRefused) as refusal:
        asked(variant)

    assert refusal.value.why == "there"


def test_asking_again_waits_from_today_and_stays_one():
    variant = sold_out()
    ask = asked(variant)
    RestockAsk.objects.update(expires_at=timezone.now() + timedelta(days=1))

    again = ask_for_restock(user=ask.user, variant_id=variant.pk, language="fr")

    assert again.pk == ask.pk and again.language == "fr" and again.expires_at > timezone.now() + timedelta(days=89)


def test_one_person_waits_for_so_many_at_most(monkeypatch):
    monkeypatch.setattr(restocking, "MOST", 1)
    ask = asked(sold_out("First"))

    with pytest.raises(WishRefused) as refusal:
        ask_for_restock(user=ask.user, variant_id=sold_out("Second").pk, language="en")

    assert refusal.value.why == "many"


def test_whoever_waited_too_long_gets_no_letter_and_is_forgotten():
    variant = sold_out()
    asked(variant)
    RestockAsk.objects.update(expires_at=timezone.now() - timedelta(days=31))
    count(3, variant)

    assert tell_of_restocks() == 0
    assert forget_old_asks() == 1 and not RestockAsk.objects.exists()


def test_fresh_rows_are_kept_by_the_nightly_round(run_waiting_jobs):
    asked(sold_out())

    ask_for_nightly()
    ask_for_nightly()
    run_waiting_jobs()

    assert RestockAsk.objects.count() == 1 and Job.objects.filter(kind="wishes.nightly").count() == 1


def test_letters_stop_by_the_link_without_a_sign_in_and_not_by_looking():
    first, second = sold_out("First"), sold_out("Second")
    ask = asked(first)
    ask_for_restock(user=ask.user, variant_id=second.pk, language="en")
    other = asked(first, "charlie")
    stranger = Client()

    looked = stranger.get(f"/wishes/letters/{ask.key}/")
    assert looked.status_code == 200 and ask.user.email not in looked.content.decode()
    assert RestockAsk.objects.waiting().count() == 3
    assert "No more of them will come." in stranger.post(f"/wishes/letters/{ask.key}/").content.decode()
    count(3)

    assert tell_of_restocks() == 1 and letters()[0]["to"] == other.user.email
    assert stranger.get("/wishes/letters/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_stopping_one_leaves_the_others():
    first, second = sold_out("First"), sold_out("Second")
    ask = asked(first)
    ask_for_restock(user=ask.user, variant_id=second.pk, language="en")

    assert stop_asking(user=ask.user, variant_id=first.pk) and not stop_asking(user=ask.user, variant_id=first.pk)

    assert list(RestockAsk.objects.waiting().values_list("variant", flat=True)) == [second.pk]
    assert stop_letters(ask.key) == 1


def test_the_page_of_a_sold_out_product_offers_the_letter():
    product = make_product("Two sizes", variants=[{"name_en": "250 g"}])
    gone = make_variant(product, name_en="1 kg", on_hand=0, position=1)
    carla, client = make_user("carla"), Client()
    page = f"/products/{product.slug}/"
    assert "A letter when it is back" in client.get(page).content.decode()

    led = client.post("/wishes/letters/", {"variant": gone.pk}, headers={"Referer": f"http://testserver{page}"})
    assert led.url == "/accounts/login/?next=/wishes/pressed/"
    client.force_login(carla)
    session = client.session
    session["wish_pressed"] = {"what": "letter", "variant": gone.pk, "next": page}
    session.save()
    html = client.get("/wishes/pressed/", follow=True).content.decode()

    assert f"One letter comes to {carla.email} when it is back" in html
    assert RestockAsk.objects.get().variant == gone
    assert "A letter when it is back" not in client.get(f"/products/{make_product('There').slug}/").content.decode()


def test_the_clock_looks_in_every_hub(run_waiting_jobs):
    variant = sold_out()
    asked(variant)
    count(3, variant)

    watch_shelves()

    assert len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_restocks_at_once_write_one_letter_each():
    first, second = sold_out("First"), sold_out("Second")
    for number in range(3):
        ask = asked(first, f"buyer{number}")
        ask_for_restock(user=ask.user, variant_id=second.pk, language="en")

    def restock(variant):
        count(5, variant)
        return tell_of_restocks()

    answers = at_once(lambda: restock(first), lambda: restock(second), tell_of_restocks, tell_of_restocks)
    tell_of_restocks()

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert len(letters()) == 6 and not RestockAsk.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_key_still_holds_back_the_second_letter(monkeypatch):
    """The race is real: without the rows' lock two rounds take the same wish; then the letter's key is the last door."""
    variant = sold_out()
    ask = asked(variant)
    count(5, variant)
    both = [RestockAsk.objects.select_related("user").get(pk=ask.pk) for _round in range(2)]

    at_once(*[lambda row=row: restocking._write(row, variant) for row in both])

    assert len(letters()) == 1


def test_held_goods_do_not_count_as_there():
    product = make_product("Two", variants=[{"on_hand": 2, "minimum_quantity": 2}])
    hold(product.variants.get(), 1)

    asked(product.variants.get())

    assert tell_of_restocks() == 0
