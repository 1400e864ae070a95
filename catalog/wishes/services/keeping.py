"""Hearts: a product is on a person's list or it is not, however often the button is pressed."""

from __future__ import annotations

from django.db import transaction

from catalog.models import Product
from catalog.selectors.offers import Offer, offers_for
from catalog.wishes.exceptions import WishRefused
from catalog.wishes.models import Wish
from marketplace.accounts.models import User

MOST = 300  # products on a list


@transaction.atomic
def keep_wish(*, user: User, product_id: int, currency: str, variant_id: int | None = None) -> Wish:
    """The product on the person's list, with today's price beside it; what stands there already keeps the price of its own day. Without a
    variant it is the one that costs least. Raises WishRefused: gone, full."""
    product = Product.objects.on_sale().filter(pk=product_id).first()
    if product is None:
        raise WishRefused("gone")
    kept = Wish.objects.filter(user=user, product=product).first()
    if kept is not None:
        return kept
    if Wish.objects.filter(user=user).count() >= MOST:
        raise WishRefused("full")
    offer = _chosen(product, variant_id, currency)
    price = offer.unit_price if offer else None
    return Wish.objects.get_or_create(
        user=user,
        product=product,
        defaults={
            "variant": offer.variant if offer else None,
            "seen_amount": price.amount if price else None,
            "seen_currency": price.currency if price else "",
        },
    )[0]


def drop_wish(*, user: User, product_id: int) -> bool:
    """Off the list; whether it stood there."""
    return bool(Wish.objects.filter(user=user, product_id=product_id).delete()[0])


def _chosen(product: Product, variant_id: int | None, currency: str) -> Offer | None:
    """The variant that was looked at; else the cheapest that can be bought, else the cheapest."""
    offers = offers_for(product.variants.values_list("pk", flat=True), currency)
    if variant_id in offers:
        return offers[variant_id]
    priced = [offer for offer in offers.values() if offer.unit_price]
    return min(priced, key=lambda offer: (not offer.is_buyable, offer.unit_price.amount), default=next(iter(offers.values()), None))
