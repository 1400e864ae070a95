from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.campaigns.models import Block, BlockKind, Campaign
from catalog.campaigns.officers import ensure_rights
from catalog.campaigns.services.blocks import FileRefused, check_captions, check_video, lacking
from catalog.campaigns.services.flash_sales import open_flash_sale
from catalog.models import Product
from catalog.sharing.tests.vocabulary import blocks, faults
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.tests.photos.pictures import jpeg, upload
from marketplace.history.selectors import entries_for
from sellers.officers import ensure_officers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def olive(client):
    ensure_officers()
    ensure_rights()
    olive = make_user("olive", is_staff=True, is_demo=True)
    olive.groups.add(Group.objects.get(name="RDB officers"))
    client.force_login(olive)
    return olive


def make_campaign(slug="labels", *, opens=-DAY, closes=DAY, **fields) -> Campaign:
    now = timezone.now()
    days = {"opens_at": now + opens if opens is not None else None, "closes_at": now + closes if closes else None}
    return Campaign.objects.create(slug=slug, title_en="Labels", title_zh_hans="标签", lead_en="Read behind.", **days, **fields)


def add(campaign, kind, position=0, **fields) -> Block:
    return Block.objects.create(campaign=campaign, kind=kind, position=position, **fields)


def test_page_shows_its_blocks_in_their_order_and_language(client):
    cache.clear()  # sitemaps of an earlier test
    campaign = make_campaign()
    add(campaign, "label", 20, heading_en="“Nameless”", heading_zh_hans="“无名”", text_en="It has a name.", source="a paper, 2018")
    add(campaign, "story", 10, heading_en="What it was", text_en="First.\n\nSecond <b>.")
    goods = add(campaign, "products", 30, heading_en="Behind it")
    first, second = make_product("Agaseke One"), make_product("Huye Two")
    make_product("Elsewhere")
    goods.products.set([first, second])
    firm = make_seller("Kakira")
    add(campaign, "producers", 40).sellers.set([firm, make_seller("Stopped", state="suspended")])

    page = client.get("/campaigns/labels/").content.decode()
    chinese = client.get("/zh-hans/campaigns/labels/").content.decode()

    assert [(said["@type"], faults(said)) for said in blocks(page)] == [("Event", [])]
    assert "/zh-hans/campaigns/labels/" in client.get("/sitemaps/zh-hans/pages.xml").content.decode()
    places = [page.index(text) for text in ("What it was", "“Nameless”", "Behind it", "Kakira")]
    assert places == sorted(places) and "<details" in page and "Second &lt;b&gt;." in page and "a paper, 2018" in page
    assert "Elsewhere" not in page and "Stopped" not in page and page.index("Agaseke One") < page.index("Huye Two")
    assert "“无名”" in chinese and "It has a name." in chinese and "标签" in chinese  # what is not translated is read in English


def test_page_costs_the_same_with_one_block_of_goods_and_with_three(client, django_assert_num_queries):
    campaign = make_campaign()
    client.get("/campaigns/labels/")
    for number in range(3):
        add(campaign, "products", number).products.set([make_product()])
        add(campaign, "producers", number).sellers.set([make_seller()])
        if number != 1:
            with django_assert_num_queries(6):  # campaign, blocks, their goods, the cards, their producers, the firms
                client.get("/campaigns/labels/")


def test_page_is_seen_by_staff_alone_before_its_first_day(client, olive):
    for opens in (None, DAY):
        campaign = make_campaign(f"soon-{opens}"[:6], opens=opens, closes=2 * DAY)
        address = reverse("campaigns:campaign-show", args=[campaign.slug])
        preview = client.get(address)
        assert "Only staff see this page" in preview.content.decode() and "no-store" in preview["Cache-Control"]
        campaign_list = client.get("/campaigns/").content.decode()
        assert campaign.slug not in campaign_list
        client.logout()
        assert client.get(address).status_code == 404
        client.force_login(make_user("charlie"))
        assert client.get(address).status_code == 404
        client.force_login(olive)
        campaign.delete()


def test_page_stays_when_the_campaign_is_over_and_the_front_page_lets_it_go(client):
    make_campaign("over", opens=-2 * DAY, closes=-DAY)
    assert "This campaign ended" in client.get("/campaigns/over/").content.decode()
    assert "campaigns/over/" not in client.get("/").content.decode()
    make_campaign("now")

    assert 'href="/campaigns/now/"' in client.get("/").content.decode()
    listed = client.get("/campaigns/").content.decode()
    assert listed.index("campaigns/now/") < listed.index("campaigns/over/")
    assert client.get("/campaigns/nothing/").status_code == 404


def test_campaign_cannot_close_before_it_opens():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_campaign(opens=DAY, closes=-DAY)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"kind": BlockKind.STORY}, {"text"}),
        ({"kind": BlockKind.STORY, "text_en": "x"}, set()),
        ({"kind": BlockKind.LABEL, "heading_en": "x"}, {"text"}),
        ({"kind": BlockKind.QUIZ}, {"heading", "text", "answer"}),
        ({"kind": BlockKind.PICTURE}, {"alt", "scene"}),
        ({"kind": BlockKind.PICTURE, "alt_en": "A hill", "scene": "lake"}, set()),
        ({"kind": BlockKind.VIDEO, "text_en": "x"}, {"kind"}),
        ({"kind": BlockKind.FLASH}, {"flash_sale"}),
        ({"kind": BlockKind.PRODUCTS}, set()),
    ],
)
def test_block_says_what_it_lacks(fields, missing):
    assert set(lacking(Block(**fields))) == missing


def test_video_and_captions_are_known_by_their_bytes():
    mp4 = SimpleUploadedFile("film.txt", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 40)
    assert check_video(mp4) == "mp4"
    check_captions(SimpleUploadedFile("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello"))
    with pytest.raises(FileRefused):
        check_video(SimpleUploadedFile("film.mp4", b"<script>"))
    with pytest.raises(FileRefused):
        check_captions(SimpleUploadedFile("a.vtt", b"\xff\xfe"))


def desk_form(campaign: Campaign | None, **block) -> dict:
    sent = {"title_en": "Labels", "slug": "labels", "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0", "blocks-0-position": "1"}
    return {**sent, **{f"blocks-0-{name}": value for name, value in block.items()}}


def test_officer_builds_a_page_at_the_desk(client, olive):
    product = make_product()
    sent = desk_form(None, kind="products", heading_en="Goods", products=[product.pk])
    assert client.post(reverse("admin:campaigns_campaign_add"), sent).status_code == 302

    campaign = Campaign.objects.get()
    assert list(campaign.blocks.get().products.all()) == [product] and not campaign.is_told(timezone.now())
    assert {entry.action for entry in entries_for(campaign)} == {"campaign.added", "campaign.blocks_changed"}
    page = client.get(reverse("admin:campaigns_campaign_change", args=[campaign.pk])).content.decode()
    assert "/campaigns/labels/" in page


def test_officer_sends_a_picture_and_is_told_what_lacks(client, olive):
    lacks = client.post(reverse("admin:campaigns_campaign_add"), desk_form(None, kind="picture", new_picture=upload(jpeg())))
    assert "Say what the picture shows" in lacks.content.decode() and not Campaign.objects.exists()
    bad = desk_form(None, kind="picture", alt_en="A hill", new_picture=SimpleUploadedFile("x.jpg", b"nothing"))
    assert "This file is not a photo" in client.post(reverse("admin:campaigns_campaign_add"), bad).content.decode()

    client.post(reverse("admin:campaigns_campaign_add"), desk_form(None, kind="picture", alt_en="A hill", new_picture=upload(jpeg())))

    block = Block.objects.get()
    assert {(one["format"], one["width"]) for one in block.renditions} >= {("jpeg", 800), ("webp", 480)}
    Campaign.objects.update(opens_at=timezone.now() - DAY)
    assert 'alt="A hill"' in client.get("/campaigns/labels/").content.decode()


def test_stranger_finds_no_desk(client):
    client.force_login(make_user("charlie"))
    assert client.get(reverse("admin:campaigns_campaign_changelist")).status_code == 302


def make_sale(*, opens, closes, units=2):
    now = timezone.now()
    variant = make_product(variants=[{"on_hand": 5}]).variants.get()
    return open_flash_sale(slug="harvest", variant=variant, units=units, per_buyer=2, opens_at=now + opens, closes_at=now + closes, by=None)


@pytest.mark.parametrize(
    ("opens", "closes", "says"),
    [(DAY, 2 * DAY, "It opens"), (-DAY, DAY, "2 left"), (-2 * DAY, -DAY, "It ended")],
)
def test_flash_sale_page_waits_claims_and_ends(client, opens, closes, says, django_assert_num_queries):
    sale = make_sale(opens=opens, closes=closes)
    client.get("/flash/harvest/")
    with django_assert_num_queries(3):  # the sale, what is left, its card
        answer = client.get("/flash/harvest/")

    page = answer.content.decode()
    assert says in page and ('action="/flash/harvest/claim/"' in page) == (says == "2 left") and "no-store" in answer["Cache-Control"]
    assert ("data-until" in page) == (says != "It ended") and Product.objects.get().name in page
    campaign = make_campaign()
    add(campaign, "flash", flash_sale=sale)
    assert 'href="/flash/harvest/"' in client.get("/campaigns/labels/").content.decode()
    assert client.get("/flash/nothing/").status_code == 404
