from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from catalog.enums import ProductState
from catalog.models import CoffeeFacts, Product
from catalog.passports.facts import facts_of
from catalog.passports.models import LotPassport

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that a reader takes for another
LONG = 6


def keep_passport(product: Product) -> LotPassport | None:
    """The passport of the lot that a listing on sale names, made with its first mention and kept true while it is named; None for a
    draft and for goods without a lot. Called in the transaction that holds the product's row, so that a lot has one passport."""
    if product.state != ProductState.PUBLISHED:
        return None
    coffee = CoffeeFacts.objects.filter(product=product).exclude(lot="").first()
    if coffee is None:
        return None
    facts = facts_of(product, coffee)
    passport, is_new = LotPassport.objects.get_or_create(
        product=product, lot=coffee.lot, defaults={"hub": product.hub, "key": new_key(coffee.lot), "facts": facts}
    )
    if not is_new and passport.facts != facts:
        passport.facts = facts
        passport.save(update_fields=["facts"])
    return passport


def keep_passports() -> int:
    """A passport for every lot on sale that has none: those that went on sale before there were any. Returns how many were made."""
    named = Product.objects.filter(state=ProductState.PUBLISHED).exclude(coffee__lot="").filter(coffee__isnull=False)
    without = list(named.exclude(passports__lot=F("coffee__lot")).order_by("pk").values_list("pk", flat=True))
    for pk in without:
        with transaction.atomic():
            keep_passport(Product.objects.locked().get(pk=pk))
    return len(without)


def new_key(lot: str) -> str:
    """The lot in letters an address takes, and six more that nobody guesses: two firms may number their lots alike."""
    chosen = "".join(secrets.choice(LETTERS) for _letter in range(LONG))
    return f"{slugify(lot)[:40].strip('-')}-{chosen}".lstrip("-")
