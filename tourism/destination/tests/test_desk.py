import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.photos import files
from catalog.tests.factories import make_user
from catalog.tests.photos.pictures import jpeg, upload
from marketplace.history.selectors import entries_for
from sellers.officers import ensure_officers
from tourism.destination.desk import ensure_rights
from tourism.destination.models import Collection, Place, PlacePhoto, Tip
from tourism.destination.tests.factories import make_article, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive(client):
    ensure_officers()
    ensure_rights()
    olive = make_user("olive", is_staff=True, is_demo=True)
    olive.groups.add(Group.objects.get(name="RDB officers"))
    client.force_login(olive)
    return olive


def rows(prefix: str, *, there: int = 0, **fields) -> dict:
    sent = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": str(there)}
    return sent | {f"{prefix}-0-{name}": value for name, value in fields.items()}


def actions(row) -> list[str]:
    return sorted(entry.action for entry in entries_for(row))


def test_officer_writes_a_tip_and_the_history_keeps_it(client, olive):
    sent = {"subject": "visa", "title_en": "Fee", "text_en": "30 USD.", "is_verified": "on", "is_published": "on", "position": "1"}
    refused = client.post(reverse("admin:destination_tip_add"), sent | {"as_of": "2018-13"}).content.decode()
    assert "Write a year, a month or a day" in refused and not Tip.objects.exists()
    refused = client.post(reverse("admin:destination_tip_add"), sent).content.decode()
    assert "What is called verified names its source and the day." in refused and not Tip.objects.exists()

    told = sent | {"source": "The New Times", "as_of": "2018-01"}
    assert client.post(reverse("admin:destination_tip_add"), told).status_code == 302
    tip = Tip.objects.get()
    client.post(reverse("admin:destination_tip_change", args=[tip.pk]), told | {"text_en": "50 USD."})

    assert actions(tip) == ["tip.added", "tip.changed"]
    assert entries_for(tip).get(action="tip.changed").after["text_en"] == "50 USD."


def place_form(**more) -> dict:
    told = {"slug": "lake", "kind": "lake", "name_en": "Lake", "is_published": "on", "position": "1"}
    return told | rows("photos") | {"photos-TOTAL_FORMS": "0"} | more


def test_officer_gives_a_place_its_photo_and_takes_it_away(client, olive, django_capture_on_commit_callbacks):
    address = reverse("admin:destination_place_add")
    half = client.post(address, place_form(latitude="-1.7")).content.decode()
    bare = client.post(address, place_form(**rows("photos", alt_en="The shore", position="0"))).content.decode()
    junk = place_form(**rows("photos", alt_en="The shore", position="0", new_picture=SimpleUploadedFile("x.jpg", b"nothing")))
    assert "or neither" in half and "Choose the picture." in bare
    assert "This file is not a photo" in client.post(address, junk).content.decode() and not Place.objects.exists()

    sent = place_form(**rows("photos", alt_en="The shore", credit="RDB", position="0", new_picture=upload(jpeg())))
    assert client.post(address, sent).status_code == 302
    photo = PlacePhoto.objects.get()
    page = client.get("/tourism/places/lake/").content.decode()
    assert 'alt="The shore"' in page and "Photo: " in page and default_storage.exists(photo.picture.name)

    gone = rows("photos", there=1, id=photo.pk, place=photo.place_id, alt_en="The shore", position="0", DELETE="on")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:destination_place_change", args=[photo.place_id]), place_form(**gone))
    assert not PlacePhoto.objects.exists() and files.files_in(photo.picture.name.rpartition("/")[0]) == set()
    assert actions(Place.objects.get()) == ["place.added", "place.photos_changed", "place.photos_changed"]


def test_officer_orders_a_collection_of_places_and_articles(client, olive):
    place, article = make_place(slug="p"), make_article(slug="a")
    told = {"slug": "way", "title_en": "Way", "is_published": "on", "position": "1"}
    both = rows("items", position="1", place=place.pk, article=article.pk)
    refused = client.post(reverse("admin:destination_collection_add"), told | both).content.decode()
    assert "Choose a place or an article" in refused and not Collection.objects.exists()

    items = {"items-TOTAL_FORMS": "2", "items-INITIAL_FORMS": "0", "items-0-position": "2", "items-0-place": place.pk}
    client.post(reverse("admin:destination_collection_add"), told | items | {"items-1-position": "1", "items-1-article": article.pk})

    collection = Collection.objects.get()
    assert entries_for(collection).get(action="collection.items_changed").after == {"stops": ["a", "p"]}
    for name in ("place", "tip", "article", "collection"):
        assert client.get(reverse(f"admin:destination_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:destination_{name}_add")).status_code == 200


def test_stranger_finds_no_desk(client):
    client.force_login(make_user("charlie"))
    assert client.get(reverse("admin:destination_place_changelist")).status_code == 302
