"""Filling a cart. Each change takes the cart's row first, so two clicks, two tabs and two devices wait for each other.

Adding adds: two posts of one piece make two pieces, never one and never three. Setting a quantity sets it: the last one stands."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalog.models import Variant
from catalog.selectors.offers import Offer, offers_for
from marketplace.accounts.models import User
from orders.exceptions import QuantityRefused
from orders.models import Cart, CartLine
from orders.selectors.claims import claims_of
from orders.services.claims import give_up_claims


def member_cart(user: User) -> Cart:
    """The member's one cart, made where there is none."""
    return Cart.objects.get_or_create(user=user)[0]


def guest_cart() -> Cart:
    return Cart.objects.create()


def _claimed(cart: Cart) -> dict[int, int]:
    return {variant_id: mine.quantity for variant_id, mine in claims_of(cart.user_id).items()}


def check_quantity(offer: Offer | None, quantity: int) -> None:
    """Raises QuantityRefused, with the nearest quantity that would do."""
    if offer is None or not offer.is_buyable:
        raise QuantityRefused("not_sold")
    minimum, step, available = offer.variant.minimum_quantity, offer.variant.quantity_step, offer.available
    most = largest_quantity(offer)
    if quantity < minimum:
        raise QuantityRefused("below_minimum", minimum=minimum, step=step, available=available, allowed=min(minimum, most))
    if quantity > available:
        raise QuantityRefused("too_many", minimum=minimum, step=step, available=available, allowed=most)
    if (quantity - minimum) % step:
        nearest = min(minimum + -(-(quantity - minimum) // step) * step, most)
        raise QuantityRefused("off_step", minimum=minimum, step=step, available=available, allowed=nearest)


def largest_quantity(offer: Offer) -> int:
    """The most that can be bought now, in whole steps from the minimum; 0 where the stock is below the minimum."""
    minimum, step = offer.variant.minimum_quantity, offer.variant.quantity_step
    if offer.available < minimum:
        return 0
    return minimum + (offer.available - minimum) // step * step


@transaction.atomic
def add_to_cart(*, cart: Cart, variant_id: int, quantity: int, currency: str) -> CartLine:
    """So many more of the variant. Raises QuantityRefused; the cart is then as it was."""
    _take(cart)
    offer = offers_for([variant_id], currency, claimed=_claimed(cart)).get(variant_id)
    line = CartLine.objects.filter(cart=cart, variant_id=variant_id).first()
    wanted = quantity + (line.quantity if line and not line.is_saved else 0)
    check_quantity(offer, wanted)
    seen = {"quantity": wanted, "is_saved": False, "seen_amount": offer.price_at(wanted).amount, "seen_currency": currency}
    if line is None:
        return CartLine.objects.create(cart=cart, variant_id=variant_id, **seen)
    return _write(line, **seen)


@transaction.atomic
def set_quantity(*, cart: Cart, variant_id: int, quantity: int, currency: str) -> CartLine | None:
    """Exactly so many; none removes the line. The price of another quantity is no change of price. Raises QuantityRefused, also below
    what was claimed. None where the line is gone."""
    _take(cart)
    line = CartLine.objects.filter(cart=cart, variant_id=variant_id).first()
    if line is None:
        return None
    if quantity == 0:
        give_up_claims(user_id=cart.user_id, variant_id=variant_id)
        line.delete()
        return None
    claimed = _claimed(cart)
    if quantity < claimed.get(variant_id, 0):
        raise QuantityRefused("claimed", allowed=claimed[variant_id])
    offer = offers_for([variant_id], currency, claimed=claimed).get(variant_id)
    check_quantity(offer, quantity)
    agreed = line.seen_currency == currency and line.seen_amount == offer.price_at(line.quantity).amount
    return _write(line, quantity=quantity, seen_amount=offer.price_at(quantity).amount if agreed else line.seen_amount)


@transaction.atomic
def remove_line(*, cart: Cart, variant_id: int) -> CartLine | None:
    """Take the line out, and give back what was claimed of it; returns it as it was, for the way back."""
    _take(cart)
    line = CartLine.objects.filter(cart=cart, variant_id=variant_id).first()
    if line is not None:
        give_up_claims(user_id=cart.user_id, variant_id=variant_id)
        CartLine.objects.filter(pk=line.pk).delete()
    return line


@transaction.atomic
def restore_line(*, cart: Cart, variant_id: int, quantity: int, is_saved: bool = False) -> None:
    """Undo a removal. What was put back meanwhile stands; a variant that has gone stays away."""
    _take(cart)
    if Variant.objects.filter(pk=variant_id).exists() and not CartLine.objects.filter(cart=cart, variant_id=variant_id).exists():
        CartLine.objects.create(cart=cart, variant_id=variant_id, quantity=quantity, is_saved=is_saved)


@transaction.atomic
def restore_lines(*, cart: Cart, quantities: dict[int, int]) -> None:
    """Put the goods of an ended order back. The cart shows what of it has changed or gone."""
    _take(cart)
    there = set(Variant.objects.filter(pk__in=quantities).values_list("pk", flat=True))
    CartLine.objects.bulk_create(
        [CartLine(cart=cart, variant_id=pk, quantity=quantity) for pk, quantity in quantities.items() if pk in there],
        ignore_conflicts=True,
    )


@transaction.atomic
def save_for_later(*, cart: Cart, variant_id: int, is_saved: bool = True) -> None:
    """Put aside for later, or back. What was claimed of it is given back: it is held for those who buy now."""
    _take(cart)
    if is_saved:
        give_up_claims(user_id=cart.user_id, variant_id=variant_id)
    CartLine.objects.filter(cart=cart, variant_id=variant_id).update(is_saved=is_saved)


@transaction.atomic
def accept_changes(*, cart: Cart, currency: str) -> None:
    """The buyer takes the prices of today, and less where less is left. Lines that cannot be bought are saved for later."""
    _take(cart)
    lines = list(CartLine.objects.filter(cart=cart, is_saved=False))
    offers = offers_for([line.variant_id for line in lines], currency, claimed=_claimed(cart))
    for line in lines:
        offer = offers.get(line.variant_id)
        most = largest_quantity(offer) if offer and offer.is_buyable else 0
        if most == 0:
            line.is_saved = True
            continue
        minimum, step = offer.variant.minimum_quantity, offer.variant.quantity_step
        line.quantity = min(max(minimum + -(-(line.quantity - minimum) // step) * step, minimum), most)
        line.seen_amount, line.seen_currency = offer.price_at(line.quantity).amount, currency
    CartLine.objects.bulk_update(lines, ["quantity", "is_saved", "seen_amount", "seen_currency"])


@transaction.atomic
def merge_carts(*, guest: Cart, user: User) -> Cart:
    """At sign-in: the guest's lines go into the member's cart. Where both have a line, the larger quantity stands, so that
    signing in twice does not double it. The guest's cart is gone afterwards."""
    member = member_cart(user)
    carts = {cart.pk: cart for cart in Cart.objects.locked().filter(pk__in=[guest.pk, member.pk])}
    if guest.pk not in carts or guest.pk == member.pk:
        return member
    own = {line.variant_id: line for line in CartLine.objects.filter(cart=member)}
    for line in CartLine.objects.filter(cart=guest):
        mine = own.get(line.variant_id)
        if mine is None:
            line.cart = member
            line.save(update_fields=["cart"])
        else:
            kept = mine if not mine.is_saved and mine.quantity >= line.quantity else line
            seen = {"seen_amount": kept.seen_amount, "seen_currency": kept.seen_currency}  # the price of that quantity
            _write(mine, quantity=kept.quantity, is_saved=line.is_saved and mine.is_saved, **seen)
    if carts[guest.pk].code and not carts[member.pk].code:
        Cart.objects.filter(pk=member.pk).update(code=carts[guest.pk].code)
    carts[guest.pk].delete()
    return member


def _take(cart: Cart) -> None:
    """Lock the cart by noting the time of the change. Raises Cart.DoesNotExist when it was merged away meanwhile."""
    if not Cart.objects.filter(pk=cart.pk).update(changed_at=timezone.now()):
        raise Cart.DoesNotExist


def _write(line: CartLine, **changes: object) -> CartLine:
    for name, value in changes.items():
        setattr(line, name, value)
    line.save(update_fields=list(changes))
    return line
