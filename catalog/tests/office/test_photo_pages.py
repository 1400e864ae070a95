import pytest

from catalog.services.photos import add_photo
from catalog.tests.office.pages import address
from catalog.tests.photos.pictures import jpeg, upload, windows_program

pytestmark = pytest.mark.django_db


def test_good_files_are_kept_and_bad_ones_named(client, draft):
    sent = {"photos": [upload(jpeg(), "front.jpg"), upload(windows_program(), "back.jpg")]}

    answer = client.post(address("photo-add", draft), sent)

    assert answer.status_code == 422
    assert "back.jpg" in answer.content.decode() and "This file is not a photo." in answer.content.decode()
    assert draft.photos.count() == 1


def test_photos_are_moved_described_removed_and_brought_back_without_script(client, draft, alice):
    one, two = (add_photo(product=draft, file=upload(jpeg(700 + number, 700)), by=alice) for number in range(2))

    answer = client.post(address("photo-move", draft, two.pk), {"to": "earlier"})
    assert answer.url == address("listing-edit", draft) + "#photos" and list(draft.photos.all()) == [two, one]
    client.post(address("photo-describe", draft, two.pk), {"alt_en": "A bag", "alt_zh_hans": "一袋"})
    two.refresh_from_db()
    assert (two.alt_en, two.alt_zh_hans) == ("A bag", "一袋")
    client.post(address("photo-remove", draft, two.pk))
    assert list(draft.photos.all()) == [one]
    assert "can be brought back" in client.get(address("listing-edit", draft)).content.decode()
    client.post(address("photo-restore", draft, two.pk))
    assert set(draft.photos.all()) == {one, two}


def test_hostile_words_and_numbers_change_no_photo_and_break_nothing(client, draft, alice):
    photo = add_photo(product=draft, file=upload(jpeg()), by=alice)

    client.post(address("photo-describe", draft, photo.pk), {"alt_en": "A\x00 bag"})
    answer = client.post(address("photo-order", draft), {"photo": ["²", "9" * 5000, "x", "-1"]})

    photo.refresh_from_db()
    assert (photo.alt_en, answer.status_code) == ("A bag", 302)
    assert client.get(address("listing-preview", draft), {"photo": "²"}).status_code == 200


def test_progress_is_asked_for_until_all_sizes_are_there(client, draft, alice, run_waiting_jobs):
    add_photo(product=draft, file=upload(jpeg()), by=alice)

    waiting = client.get(address("photo-progress", draft)).content.decode()
    run_waiting_jobs("catalog.renditions")
    done = client.get(address("photo-progress", draft)).content.decode()

    assert "hx-get" in waiting and "Making the sizes of 1 photo" in waiting
    assert "hx-get" not in done and "All sizes are ready." in done


def test_missing_photo_leaves_the_list_when_one_is_sent(client, draft):
    before = client.get(address("listing-edit", draft)).content.decode()
    answer = client.post(address("photo-add", draft), {"photos": upload(jpeg())}, headers={"HX-Request": "true"})

    after = answer.content.decode()
    assert "At least one photo" in before and 'id="missing"' in after and "At least one photo" not in after
    assert answer["HX-Trigger"] == "saved"
