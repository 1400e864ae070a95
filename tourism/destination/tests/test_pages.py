import re

import pytest
from django.db import IntegrityError, transaction

from catalog.models import CoffeeFacts
from catalog.passports.services import keep_passport
from catalog.tests.factories import make_product
from marketplace import kept_pages
from marketplace.hubs.models import District
from tourism.destination.models import Place, Tip
from tourism.destination.tests.factories import make_article, make_collection, make_place, make_tip

pytestmark = pytest.mark.django_db


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_home_tells_whose_word_each_tip_is(client):
    make_tip(title_zh_hans="落地签证", text_zh_hans="三十天。", source="The New Times", as_of="2018", is_verified=True)
    make_tip(title_en="The fee", source="a blog", as_of="2018-03-01")
    make_tip(title_en="Fever", subject="health")
    make_tip(title_en="Draft", is_published=False)

    page, chinese = read(client, "/tourism/"), read(client, "/zh-hans/tourism/")

    assert page.count("Check before you travel.") == 2 and "Draft" not in page
    assert 'Source: <span translate="no">The New Times</span>, as of 2018.' in page
    assert 'Told by <span translate="no">a blog</span>, as of 1 Mar 2018; not confirmed.' in page
    assert "nobody has confirmed yet" in page and page.index("The fee") < page.index("Fever")  # subjects in the travellers' order
    assert "落地签证" in chinese and "三十天。" in chinese and chinese.count("出行前请核实。") == 2


def test_verified_asks_for_source_and_day():
    for lacking in ({"source": "x"}, {"as_of": "2018"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_tip(is_verified=True, **lacking)
    for spot in ({"latitude": "-1.9"}, {"longitude": "30"}, {"latitude": "91", "longitude": "30"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_place(**spot)
    place, article = make_place(), make_article()
    collection = make_collection(place)
    for item in ({}, {"place": place, "article": article}, {"place": place}):
        with pytest.raises(IntegrityError), transaction.atomic():
            collection.items.create(**item)


def test_list_is_filtered_sorted_and_counted(client):
    make_place("Zebra", kind="park", position=1)
    make_place("Akagera", kind="park", position=2)
    make_place("Shore", kind="lake", position=3)
    make_place("Hidden", is_published=False)

    everything, parks = read(client, "/tourism/places/"), read(client, "/tourism/places/?kind=park&sort=name")
    odd = read(client, "/tourism/places/?kind=<b>&sort=nothing")

    assert "<b>3</b> places" in everything and "Hidden" not in everything and everything.index("Zebra") < everything.index("Akagera")
    assert "<b>2</b> places" in parks and "Shore" not in parks and parks.index("Akagera") < parks.index("Zebra")
    assert "Clear all" in parks and "Clear all" not in everything and "<b>3</b> places" in odd and "kind=<b>" not in odd
    Place.objects.all().delete()
    assert "Nothing is told of this country yet" in read(client, "/tourism/places/")


def test_place_shows_spot_district_or_nothing(client):
    huye = District.objects.get(name="Huye")
    make_place("Spot", slug="spot", latitude="-2.5967", longitude="29.7394", district=huye, story_en="One.\n\nTwo <i>.")
    make_place("Somewhere", slug="somewhere", district=huye)
    make_place("Else", slug="else", district=huye)
    make_place("Nowhere", slug="nowhere")

    spot, somewhere, everything = (read(client, f"/tourism/places/{path}") for path in ("spot/", "somewhere/", ""))

    assert "-2.5967, 29.7394" in spot and "One.</p>" in spot and "Two &lt;i&gt;." in spot and "A ring stands for" not in spot
    assert "A ring stands for the middle of the district" in somewhere and 'translate="no">-2.' not in somewhere
    assert len(re.findall(r'class="rmap__mark', everything)) == 3  # and none for what nobody knows where it is
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', everything)
    assert len(set(circles)) == 3, "two of one district do not hide each other"
    for gone in ("nothing/", "hidden/"):
        assert client.get(f"/tourism/places/{gone}").status_code == 404


def test_collection_keeps_its_order_and_leaves_out_what_is_off_the_site(client):
    first, hidden, last = make_place("First"), make_place("Hidden", is_published=False), make_place("Last")
    story = make_article(slug="story")
    make_collection(last, hidden, story, first, slug="way")
    make_collection(slug="empty", title_en="Empty")
    make_collection(slug="draft", is_published=False)

    page, article = read(client, "/tourism/collections/way/"), read(client, "/tourism/articles/story/")

    assert "Hidden" not in page and "3 stops" in page
    places = [page.index(name) for name in ("Last</a>", "A story</a>", "First</a>")]
    assert places == sorted(places)
    assert "<h2" in article and "Then</h2>" in article and 'href="/tourism/collections/way/"' in article
    assert "Nothing stands in this collection yet" in read(client, "/tourism/collections/empty/")
    assert client.get("/tourism/collections/draft/").status_code == client.get("/tourism/articles/nothing/").status_code == 404


def make_coffee(station: str):
    product = make_product("Bourbon", variants=[{"on_hand": 5, "prices": {"CNY": "68.00"}}])
    CoffeeFacts.objects.create(product=product, lot="G-1", station=station)
    return product


def test_bag_leads_to_the_station_and_back(client):
    product = make_coffee("gitesi")
    place = make_place("Gitesi station", kind="coffee", station="Gitesi")
    lot = keep_passport(product)

    for address in (f"/products/{product.slug}/", f"/lots/{lot.key}/"):
        assert f'href="/tourism/places/{place.slug}/"' in read(client, address)
    back = read(client, f"/tourism/places/{place.slug}/")
    assert "Coffee washed at Gitesi" in back and f"/products/{product.slug}/" in back

    Place.objects.update(is_published=False)
    assert "/tourism/places/" not in read(client, f"/products/{product.slug}/")
    product.state = "withdrawn"
    product.save()
    Place.objects.update(is_published=True)
    assert "Coffee washed at" not in read(client, f"/tourism/places/{place.slug}/")


def test_pages_cost_the_same_with_one_and_with_three_of_everything(client, django_assert_num_queries, settings):
    settings.KEEP_PAGES = False
    make_coffee("Gitesi")
    place, story = make_place(slug="p", station="Gitesi"), make_article(slug="a")
    make_collection(place, story, slug="c")
    costs = {"": 4, "places/": 1, "places/p/": 6, "collections/c/": 3, "articles/a/": 3}
    for times in (1, 2):
        for path, cost in costs.items():
            client.get(f"/tourism/{path}")
            with django_assert_num_queries(cost):
                client.get(f"/tourism/{path}")
        for _more in range(2 * times):
            make_collection(make_place(), make_article())
            make_tip()


@pytest.mark.django_db(transaction=True)
def test_page_is_kept_and_shows_a_change_at_once(client, settings):
    settings.KEEP_PAGES, settings.KEPT_PAGES_LOOK_AGAIN = True, 0
    make_tip(title_en="Before")
    for _time in range(2):  # shelves are read once a process
        read(client, "/tourism/")
    assert len(kept_pages._pages) == 1
    assert "Before" in read(client, "/tourism/")

    Tip.objects.update(title_en="After")

    assert "After" in read(client, "/tourism/")


def test_header_leads_to_travel_in_the_readers_language(client):
    assert re.search(r'<a href="/zh-hans/tourism/"[^>]*>旅游</a>', read(client, "/zh-hans/products/"))
    assert re.search(r'<a href="/tourism/" aria-current="page">Travel</a>', read(client, "/tourism/"))


def test_link_carries_a_picture(client):
    make_place(slug="kigali")
    for path in ("places/kigali", "travel/home"):
        assert client.get(f"/share/en/{path}.jpg")["Content-Type"] == "image/jpeg"
    assert client.get("/share/en/places/nothing.jpg").status_code == 404
