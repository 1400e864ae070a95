"""A cart as it stands against today's offers: who sells, what it costs now, and what changed since the buyer last agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from catalog.enums import WhyNot
from catalog.selectors.offers import Offer, offers_for
from catalog.tiers import Tier
from marketplace.money import Money, total
from orders.discounts.pricing import rules_of
from orders.discounts.terms import Cut, Terms
from orders.enums import LineTrouble
from orders.models import Cart, CartLine
from orders.selectors.claims import NOTHING, Claimed, claims_of
from orders.selectors.discounts import CodeReading, discounts_for
from orders.services.cart import largest_quantity


@dataclass(frozen=True)
class CartItem:
    """One line with its offer of today. `trouble` is what keeps it from being ordered as it is."""

    line: CartLine
    offer: Offer | None
    currency: str
    claimed: Claimed = NOTHING  # what of it the member has claimed and holds already
    cuts: tuple[Cut, ...] = ()  # what is taken off: by the best rule that counts by itself, then by a code

    @property
    def variant_id(self) -> int:
        return self.line.variant_id

    @property
    def quantity(self) -> int:
        return self.line.quantity

    @cached_property
    def trouble(self) -> str:
        """LineTrouble, the gravest first; empty when the line can be ordered."""
        if self.offer is None:
            return LineTrouble.GONE
        offer, variant = self.offer, self.offer.variant
        if offer.why_not == WhyNot.SOLD_OUT:
            return LineTrouble.SOLD_OUT
        if not offer.is_buyable:
            return LineTrouble.GONE
        if self.quantity > offer.available:
            return LineTrouble.SHORT
        if self.quantity < variant.minimum_quantity:
            return LineTrouble.BELOW_MINIMUM
        if (self.quantity - variant.minimum_quantity) % variant.quantity_step:
            return LineTrouble.OFF_STEP
        return LineTrouble.PRICE_CHANGED if self.was else ""

    @property
    def is_dead(self) -> bool:
        """Shown grey: it cannot be bought in any quantity."""
        return self.trouble in (LineTrouble.GONE, LineTrouble.SOLD_OUT)

    @cached_property
    def price(self) -> Money | None:
        """Of one, for as many as lie in the cart."""
        return self.offer.price_at(self.quantity) if self.offer else None

    @property
    def next_tier(self) -> Tier | None:
        """The lower price that more would bring, where so many can be bought."""
        tier = self.offer.scale.after(self.quantity) if self.offer and self.offer.scale else None
        return tier if tier and self.offer.variant.least_from(tier.from_quantity) <= self.most else None

    @property
    def more_for_it(self) -> int:
        """How many more bring it, in whole steps."""
        return self.offer.variant.least_from(self.next_tier.from_quantity) - self.quantity if self.next_tier else 0

    @cached_property
    def was(self) -> Money | None:
        """The price the buyer last agreed to, where today's is another. Another currency is no change of price."""
        line = self.line
        if self.price is None or line.seen_amount is None or line.seen_currency != self.currency:
            return None
        return Money(line.seen_amount, line.seen_currency).rounded() if line.seen_amount != self.price.amount else None

    @cached_property
    def most(self) -> int:
        return largest_quantity(self.offer) if self.offer and self.offer.is_buyable else 0

    @property
    def gap(self) -> int:
        """How many more reach the minimum."""
        return max(self.offer.variant.minimum_quantity - self.quantity, 0) if self.offer else 0

    @cached_property
    def gross(self) -> Money:
        """Unit price times quantity; prices have the currency's own precision, so nothing is rounded here."""
        if self.is_dead:
            return Money.zero(self.currency)
        return self.price * self.quantity

    @cached_property
    def discount(self) -> Money:
        """What is taken off it."""
        return total([cut.amount for cut in self.cuts], self.currency)

    @cached_property
    def by_code(self) -> Money:
        """What of that a code takes off."""
        return total([cut.amount for cut in self.cuts if cut.terms.code], self.currency)

    @property
    def promotion(self) -> Money:
        """What of it somebody else than the seller pays."""
        return total([cut.promotion for cut in self.cuts], self.currency)

    @cached_property
    def total(self) -> Money:
        """What the buyer pays for it."""
        return self.gross - self.discount


@dataclass(frozen=True)
class Lane:
    """What one seller will send: one parcel, one order."""

    seller: object
    items: tuple[CartItem, ...]
    currency: str

    @cached_property
    def subtotal(self) -> Money:
        return total([item.total for item in self.items], self.currency)

    @cached_property
    def discount(self) -> Money:
        return total([item.discount for item in self.items], self.currency)

    @cached_property
    def declared(self) -> Money:
        """What the goods are worth where customs counts a code as a means of payment (docs/discounts.md)."""
        return self.subtotal + total([item.by_code for item in self.items], self.currency)

    @cached_property
    def pieces(self) -> int:
        return sum(item.quantity for item in self.items if not item.is_dead)


@dataclass(frozen=True)
class CartReading:
    cart: Cart | None
    currency: str
    lanes: tuple[Lane, ...] = ()
    saved: tuple[CartItem, ...] = ()
    lost: tuple[CartItem, ...] = ()  # lines whose variant has no offer at all, so that no seller can be named
    code: CodeReading | None = None  # the code that lies in the cart, whether or not it counts

    @cached_property
    def items(self) -> tuple[CartItem, ...]:
        return tuple(item for lane in self.lanes for item in lane.items) + self.lost

    @cached_property
    def troubled(self) -> tuple[CartItem, ...]:
        return tuple(item for item in self.items if item.trouble)

    @cached_property
    def goods(self) -> Money:
        """What the buyer pays for the goods."""
        return total([lane.subtotal for lane in self.lanes], self.currency)

    @cached_property
    def discount(self) -> Money:
        """What is taken off all of them."""
        return total([lane.discount for lane in self.lanes], self.currency)

    @property
    def gross(self) -> Money:
        return self.goods + self.discount

    @cached_property
    def cuts(self) -> tuple[Cut, ...]:
        return tuple(cut for lane in self.lanes for item in lane.items for cut in item.cuts)

    @cached_property
    def saved_by(self) -> tuple[tuple[Terms, Money], ...]:
        """Each rule that counts, with what it takes off in all."""
        return tuple(
            (terms, total([cut.amount for cut in self.cuts if cut.terms.id == terms.id], self.currency)) for terms in rules_of(self.cuts)
        )

    @cached_property
    def pieces(self) -> int:
        return sum(lane.pieces for lane in self.lanes)

    @property
    def has_claims(self) -> bool:
        return any(item.claimed.claims for item in self.items)

    @property
    def is_empty(self) -> bool:
        return not self.items

    @property
    def can_check_out(self) -> bool:
        return bool(self.lanes) and not self.troubled


def read_cart(cart: Cart | None, currency: str) -> CartReading:
    """The cart against today's offers; an empty reading without a cart."""
    if cart is None:
        return CartReading(None, currency)
    return read_lines(cart, CartLine.objects.filter(cart=cart), currency)


def read_lines(cart: Cart, lines: Iterable[CartLine], currency: str) -> CartReading:
    """The same for lines already in hand. Sellers keep the order in which the first of their goods was added."""
    lines, claims = list(lines), claims_of(cart.user_id)
    mine = {variant_id: claimed.quantity for variant_id, claimed in claims.items()}
    offers = offers_for([line.variant_id for line in lines], currency, claimed=mine)
    items = [CartItem(line, offers.get(line.variant_id), currency, claims.get(line.variant_id, NOTHING)) for line in lines]
    cuts, code = discounts_for(cart, [item for item in items if not item.line.is_saved and not item.is_dead])
    items = [replace(item, cuts=cuts[item.variant_id]) if item.variant_id in cuts and not item.line.is_saved else item for item in items]
    by_seller: dict[int, list[CartItem]] = {}
    for item in items:
        if not item.line.is_saved and item.offer:
            by_seller.setdefault(item.offer.seller.pk, []).append(item)
    lanes = tuple(Lane(group[0].offer.seller, tuple(group), currency) for group in by_seller.values())
    saved = tuple(item for item in items if item.line.is_saved)
    lost = tuple(item for item in items if not item.line.is_saved and not item.offer)
    return CartReading(cart, currency, lanes, saved, lost, code)


def cart_of_member(user) -> Cart | None:
    return Cart.objects.filter(user=user).first()


def cart_of_guest(token: str) -> Cart | None:
    return Cart.objects.filter(token=token, user=None).first() if token else None
