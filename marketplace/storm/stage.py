"""What a storm begins with: two shops with goods, a delivery rate, two ways to pay, people with keys to the API, and an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone
from rest_framework.authtoken.models import Token

from catalog.models import Category, HsCode, Product, Variant, VariantPrice
from catalog.services import stock
from marketplace.accounts.models import User
from marketplace.approval.services import stand
from marketplace.hubs.models import District
from marketplace.money.models import ExchangeRate
from orders.logistics.models import RateBreak, RateCard
from orders.payments.models import PaymentRoute
from sellers.models import Member, Seller
from sellers.officers import GROUP

SINCE = date(2025, 1, 1)
# Each way to pay takes its own currency, in which every good has a price.
CURRENCIES = {"sandbox": "CNY", "momo": "RWF"}
PRICES = {"CNY": Decimal("68.00"), "RWF": Decimal(12_500)}
OFFICER, PASSWORD = "officer@storm.example", "in the eye of the storm"
SHOPS = 2
# Of each shop: one good that is fought for, one that lasts a while, one that never ends.
ON_HAND = {"few": 15, "some": 60, "plenty": 100_000}


@dataclass(frozen=True)
class Stage:
    """variants: what lay on the shelf of each at the beginning, by primary key. Keys of the API by person."""

    variants: dict[int, int]
    buyers: list[str]
    shopkeepers: list[str]


def set_up(*, buyers: int) -> Stage:
    """Write the rows of a stage into the current hub."""
    card = RateCard.objects.create(
        carrier="Storm", service="express", mode="air", origin="KGL", destination_country="CN", weight_rule="courier", currency="CNY",
        transit_min_days=5, transit_max_days=7, valid_from=SINCE, source="storm",
    )  # fmt: skip
    RateBreak.objects.create(card=card, from_quantity=0, unit_rate=Decimal("60"))
    stand(card)
    ExchangeRate.objects.create(base="CNY", quote="RWF", rate=Decimal(200), day=SINCE, source="storm")
    for provider, currency in CURRENCIES.items():
        PaymentRoute.objects.create(provider=provider, currency=currency, valid_from=SINCE, source="storm")
    officer = User.objects.create_user(email=OFFICER, password=PASSWORD, name="Officer", is_staff=True, is_demo=True)
    officer.groups.add(Group.objects.get(name=GROUP))
    EmailAddress.objects.create(user=officer, email=OFFICER, verified=True, primary=True)
    variants: dict[int, int] = {}
    keepers = []
    for number in range(1, SHOPS + 1):
        seller = make_shop(number)
        keepers.append(_key(f"keeper{number}", seller))
        for name, on_hand in ON_HAND.items():
            variants[make_good(seller, name, on_hand).pk] = on_hand
    return Stage(variants, [_key(f"buyer{number}") for number in range(1, buyers + 1)], keepers)


def _key(name: str, seller: Seller | None = None) -> str:
    user = User.objects.create_user(email=f"{name}@storm.example", password=None, name=name)
    if seller:
        Member.objects.create(seller=seller, user=user, role="owner")
    return Token.objects.create(user=user).key


def make_shop(number: int) -> Seller:
    """An approved firm; its number makes its names its own."""
    now = timezone.now()
    return Seller.objects.create(
        legal_name=f"Storm {number} Ltd", trade_name=f"Storm {number}", slug=f"storm-{number}", tin=f"20000000{number}",
        district=District.objects.first(), contact_name=f"Keeper {number}", contact_email=f"keeper{number}@storm.example",
        state="approved", submitted_at=now, due_at=now, approved_at=now,
    )  # fmt: skip


def make_good(seller: Seller, name: str, on_hand: int) -> Variant:
    """A published good with so many pieces on the shelf, priced in every currency of the storm."""
    product = Product.objects.create(
        seller=seller, category=Category.objects.get(slug="roasted-coffee"), hs_code=HsCode.objects.get(code="0901210000"),
        slug=f"{seller.slug}-{name}", name_en=f"Storm coffee {name}", state="published", published_at=timezone.now(),
    )  # fmt: skip
    variant = Variant.objects.create(
        product=product, sku=f"{seller.slug}-{name}".upper(), unit="bag", net_weight_g=250, gross_weight_g=280, length_mm=190, width_mm=95,
        height_mm=65,
    )  # fmt: skip
    stock.shelve({variant.pk: on_hand})
    for currency, price in PRICES.items():
        VariantPrice.objects.create(variant=variant, currency=currency, amount=price)
    return variant
