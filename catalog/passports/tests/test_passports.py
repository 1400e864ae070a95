import io
import re
from pathlib import Path

import pytest
import resvg_py
import zxingcpp
from django.conf import settings
from django.urls import reverse
from PIL import Image

from catalog.passports.land import land
from catalog.passports.models import LotPassport
from catalog.passports.services import keep_passport, keep_passports
from catalog.reference.districts import CHINESE
from catalog.services.listing import write_coffee
from catalog.services.publishing import publish, withdraw
from catalog.tests.factories import make_product, make_seller, make_user
from catalog.tests.services.test_publishing import prove
from sellers.enums import SellerState

pytestmark = pytest.mark.django_db
LIMIT = 60 * 1024

FACTS = {
    "lot": "CM/2026 014",
    "station": "Musasa",
    "altitude_min": 1400,
    "altitude_max": 1600,
    "cup_score": "86.50",
    "process": "washed",
    "harvest_en": "March to May 2026",
    "harvest_zh_hans": "2026年3月至5月",
}


@pytest.fixture
def alice(db):
    return make_user("alice")


@pytest.fixture
def product(alice):
    product = make_product("Coocamu washed", name_zh_hans="库卡穆 水洗", seller=make_seller(owner=alice), coffee=FACTS)
    keep_passport(product)
    return product


def page(client, language=""):
    return client.get(f"{language}/lots/{LotPassport.objects.get().key}/").content.decode()


def test_page_of_a_lot_is_whole_under_60_kilobytes_without_a_script(client, product):
    html = page(client, "/zh-hans")

    linked = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    weight = len(html.encode()) + sum((Path(settings.BASE_DIR) / "static" / name).stat().st_size for name in linked)

    assert sorted(linked) == ["img/mark.svg", "passport/passport.css"]
    assert weight < LIMIT and "<script" not in html and " style=" not in html
    facts = ("库卡穆 水洗", "Musasa", "1,400–1,600", "2026年3月至5月", "86.5", "水洗", "鲁齐罗")
    for said in (*facts, 'class="here"', "© WASAC, Ltd., CC BY 4.0"):
        assert said in html, said


def test_printed_address_stays_when_the_listing_goes_on_to_the_next_lot(client, product, alice):
    first = LotPassport.objects.get()
    assert re.fullmatch(r"cm2026-014-[2-9a-hjkmnp-z]{6}", first.key)

    write_coffee(product=product, changes={"lot": "CM-2027-001", "station": "Rwiri"}, by=alice)

    said = client.get(f"/lots/{first.key}/").content.decode()
    assert "Musasa" in said and "Rwiri" not in said and "no longer on sale" in said
    shop = client.get(f"/products/{product.slug}/").content.decode()
    assert f"/lots/{LotPassport.objects.get(lot='CM-2027-001').key}/" in shop and first.key not in shop


def test_passport_follows_its_lot_and_keeps_its_address(client, product, alice):
    before = LotPassport.objects.get()

    write_coffee(product=product, changes={"cup_score": 87}, by=alice)

    after = LotPassport.objects.get()
    assert (after.key, after.facts["cup_score"]) == (before.key, "87.00")
    assert "87" in page(client)


def test_lot_is_told_from_the_day_it_goes_on_sale_not_before(client, alice):
    draft = make_product(seller=make_seller(owner=alice), state="draft", coffee=FACTS)
    assert keep_passport(draft) is None
    prove(draft)
    publish(product=draft, by=alice)

    assert "See the coffee" in page(client)
    withdraw(product=draft, by=alice)
    assert "no longer on sale" in page(client) and "RDB-verified" in page(client)


def test_lots_that_went_on_sale_before_there_were_passports_get_theirs(product):
    LotPassport.objects.all().delete()
    make_product("No lot", coffee={"station": "Rwiri"})

    assert (keep_passports(), keep_passports()) == (1, 0)
    assert LotPassport.objects.get().product == product


def test_a_firm_that_may_not_sell_has_no_badge_and_no_link(client, product):
    type(product.seller).objects.filter(pk=product.seller_id).update(state=SellerState.SUSPENDED)

    html = page(client)

    assert "Musasa" in html and "RDB-verified" not in html and "/sellers/" not in html and "/products/" not in html


def test_code_on_the_bag_leads_to_the_page_in_its_language(client, product):
    key = LotPassport.objects.get().key
    for prefix in ("", "/zh-hans"):
        svg = client.get(f"{prefix}/lots/{key}/qr.svg")
        drawn = resvg_py.svg_to_bytes(svg_string=svg.content.decode(), width=400, background="white")
        found = zxingcpp.read_barcodes(Image.open(io.BytesIO(bytes(drawn))))
        assert svg["Content-Type"] == "image/svg+xml"
        assert [code.text for code in found] == [f"{settings.SITE_URL}{prefix}/lots/{key}/"]


def test_seller_prints_labels_and_a_stranger_finds_none(client, product, alice):
    passport = LotPassport.objects.get()
    of_listing = reverse("passports:passport-list", args=[product.pk])
    label = reverse("passports:passport-label", args=[product.pk, passport.key])
    client.force_login(make_user("charlie"))
    assert [client.get(address).status_code for address in (of_listing, label)] == [404, 404]

    client.force_login(alice)
    sheet = client.get(label).content.decode()

    assert label in client.get(of_listing).content.decode()
    assert 'lang="zh-Hans"' in sheet and sheet.count("<article>") == 8 and "库卡穆 水洗" in sheet
    assert "Coocamu washed" in client.get(label, {"language": "en"}).content.decode()
    assert client.get(label, {"language": "xx"}).status_code == 404
    assert client.get("/lots/nobody-knows/").status_code == 404


def test_every_district_has_its_outline_on_the_map():
    assert {one.name for one in land().outlines} == set(CHINESE)
    for one in land().outlines:
        assert 0 <= one.x <= land().width and 0 <= one.y <= land().height
