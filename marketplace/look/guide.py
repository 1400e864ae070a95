"""What the style guide shows: one example of each element, made here so that the page itself stays plain."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace as Thing

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from marketplace.look.icons import ICONS
from marketplace.look.pages import Card, Link, Picture
from marketplace.look.pictures import MOTIFS, PRODUCTS, SCENES
from marketplace.money import Money

PAINTS = "soot kaolin earth ochre"
ROLES = "page surface sunk line line-strong ink ink-2 ink-3 brand brand-soft good good-soft info info-soft warn warn-soft bad bad-soft"
BOARDS = ("coocamu", "kakira", "sorwathe", "zamuka", "nyungwe", "huye")


class GuideForm(forms.Form):
    """Every kind of field, filled wrongly on purpose."""

    name = forms.CharField(label="Name", initial="演示买家")
    email = forms.EmailField(label="E-mail", help_text="We write to it about this order, and about nothing else.")
    identity = forms.CharField(
        label="National ID number",
        min_length=18,
        error_messages={"min_length": "A national ID has 18 characters; this one has %(show_value)s."},
    )
    province = forms.ChoiceField(label="Province", choices=[("33", "Zhejiang 浙江省"), ("44", "Guangdong 广东省")])
    day = forms.DateField(label="Harvested on", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    story = forms.CharField(label="Story", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(label="Export licence", required=False, help_text="PDF, JPEG or PNG, at most 10 MB.")
    travel = forms.ChoiceField(
        label="How it travels", choices=[("air", "By air, 12–18 December"), ("sea", "By sea, 2–9 January")], widget=forms.RadioSelect
    )
    sectors = forms.MultipleChoiceField(
        label="What you sell",
        choices=[("coffee", "Coffee"), ("tea", "Tea"), ("crafts", "Crafts")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agrees = forms.BooleanField(label="I have read the terms of sale")


def _drawing(kind: str, key: str, width: int = 600, height: int = 600) -> Picture:
    return Picture(f"{reverse('drawings:product', args=[kind])}?key={key}", width, height)


def _card(kind: str, key: str, name: str, maker: str, price: str, **more: object) -> Card:
    return Card(url="#", name=name, picture=_drawing(kind, key), price=Money(Decimal(price), "CNY"), maker=maker, is_verified=True, **more)


def guide(request: HttpRequest) -> dict[str, object]:
    """The context of the style guide."""
    wrong = GuideForm(
        {"name": "演示买家", "email": "carla@", "identity": "3301061990", "province": "33", "travel": "air", "sectors": ["coffee"]}
    )
    wrong.is_valid()
    now = timezone.now()
    return {
        "swatches": [*PAINTS.split(), *ROLES.split()],
        "icons": ICONS,
        "bands": [f"img/bands/{family}.svg" for family in MOTIFS],
        "boards": BOARDS,
        "products": PRODUCTS,
        "scenes": SCENES,
        "form": wrong,
        "now": now,
        "today": now.date(),
        "later": now.date() + dt.timedelta(days=6),
        "amounts": [
            Money(Decimal("68"), "CNY"),
            Money(Decimal("12000"), "RWF"),
            Money(Decimal("1500"), "USD"),
            Money(Decimal("-9.5"), "EUR"),
        ],
        "price": Money(Decimal("68"), "CNY"),
        "cut": Money(Decimal("86"), "CNY"),
        "was": Money(Decimal("98"), "CNY"),
        "cards": [
            _card(
                "coffee-bag",
                "coffee-bag-2",
                "Coocamu washed Bourbon, whole bean, 250 g",
                "Coocamu Musasa Cooperative, Rutsiro",
                "68",
                unit="¥27.20 / 100 g · incl. tax",
                rating="4.8",
                ratings=126,
                arrives="Arrives 12–18 Dec",
            ),
            _card(
                "chilli-oil",
                "ck13",
                "Akabanga chilli oil with dropper, 100 ml",
                "Enterprise Urwibutso, Nyirangarama",
                "39",
                unit="Incl. tax",
                rating="4.9",
                ratings=871,
                tag="Harvest week",
                was=Money(Decimal("45"), "CNY"),
            ),
            _card("agaseke", "ak3", "Agaseke peace basket with lid, 24 cm", "COPARWA weavers, Muhanga", "238", unit="Incl. tax", left=2),
            _card(
                "woven-bowl",
                "wk5",
                "Eggplant Star woven bowl, 30 cm",
                "Zamuka cooperative, Muhanga",
                "315",
                unit="Incl. tax",
                is_sold_out=True,
            ),
        ],
        "photos": [_drawing("coffee-bag", "coffee-bag-2"), _drawing("green-coffee", "coo1"), _drawing("honey", "hk1")],
        "crumbs": [Link("#", "Home"), Link("#", "Coffee"), Link("#", "Roasted")],
        "chips": [Thing(url="#", name="Roasted, whole bean"), Thing(url="#", name="Green coffee")],
        "views": [
            Thing(url="#", name="Mine + unclaimed", is_current=True),
            Thing(url="#", name="All waiting"),
            Thing(url="#", name="Returned"),
        ],
        "options": [
            Thing(value="w", name="Washed", count=121, is_chosen=True),
            Thing(value="n", name="Natural", count=44),
            Thing(value="a", name="Anaerobic", count=0),
        ],
        "page": Paginator(range(161), 24).get_page(request.GET.get("page")),
        "steps": [Thing(name="Address", url="#", is_done=True), Thing(name="Delivery", url="#", is_current=True), Thing(name="Pay")],
        "moments": [
            Thing(title="Paid", note="21 Nov, 09:12 Beijing · Alipay", is_done=True),
            Thing(title="Packed, 0.62 kg", note="23 Nov, 10:05 Kigali", is_done=True),
            Thing(title="Export customs, Kigali", note="The broker waits for release, usually one day.", is_now=True),
            Thing(title="By air to Hangzhou", note="Expected 28 Nov – 4 Dec"),
            Thing(title="Delivered", note="Expected 12–18 Dec"),
        ],
        "tabs": [
            Thing(url="#", name="Detail", is_current=True),
            Thing(url="#", name="Specification"),
            Thing(url="#", name="Reviews", count=126),
        ],
        "stats": [
            Thing(name="Available, RWF", value="1,284,600", note="Withdraw", url="#"),
            Thing(name="Held until delivery", value="563,600", note="3 orders"),
            Thing(name="Next payout", value="30 Nov", note="Bank account ending 4471"),
            Thing(name="Over the clock", value="1", kind="bad"),
        ],
        "todos": [
            Thing(
                icon="bag",
                title="Accept order IS-26-000431",
                note="Demo buyer, Hangzhou · 2 bags",
                due="by 16:00 today",
                url="#",
                action="Accept",
            ),
            Thing(icon="box", title="Pack order IS-26-000418", note="0.62 kg expected", due="by tomorrow", url="#", action="Pack"),
            Thing(icon="doc", title="Sign the origin declaration", note="12 bags to Changsha", url="#", action="Sign"),
        ],
        "lines": [
            Thing(name="Goods, 1 bag", amount=Money(Decimal("60.79"), "CNY")),
            Thing(name="Import VAT (13% × 70%)", amount=Money(Decimal("7.21"), "CNY")),
            Thing(name="Freight", amount=Money(Decimal("18.40"), "CNY")),
        ],
        "total": Money(Decimal("86.40"), "CNY"),
        "heads": [Thing(name="Order"), Thing(name="Buyer"), Thing(name="RWF", is_number=True), Thing(name="State")],
        "bars": [
            (i * 22, 80 - height, height, i > 11) for i, height in enumerate([18, 27, 14, 37, 42, 24, 21, 35, 49, 30, 38, 58, 70, 51])
        ],
    }
