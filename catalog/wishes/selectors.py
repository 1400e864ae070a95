"""A person's list against today's offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from catalog.enums import WhyNot
from catalog.selectors.offers import Offer, offers_for
from catalog.wishes.models import RestockAsk, Wish
from marketplace.accounts.models import User
from marketplace.money import Money

PAGE = 24
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish with its offer of today."""

    wish: Wish
    offer: Offer | None  # None where the variant is gone
    is_asked: bool  # a letter is on its way when it is back
    is_closed_there: bool  # cannot be sent to the reader's country

    @property
    def name(self) -> str:
        return self.offer.name if self.offer else self.wish.product.name

    @property
    def price(self) -> Money | None:
        return self.offer.unit_price if self.offer else None

    @property
    def is_listed(self) -> bool:
        """Whether it has a page."""
        return bool(self.offer) and self.offer.why_not != WhyNot.NOT_LISTED

    @property
    def is_sold_out(self) -> bool:
        return bool(self.offer) and self.offer.why_not == WhyNot.SOLD_OUT

    @property
    def can_buy(self) -> bool:
        return bool(self.offer) and self.offer.is_buyable and not self.is_closed_there

    @property
    def was(self) -> Money | None:
        """What it cost when it was saved, where today's price is another. Another currency is no change of price."""
        then, now = self.wish.seen, self.price
        return then if then and now and then.currency == now.currency and then != now else None

    @property
    def is_cheaper(self) -> bool:
        return bool(self.was) and self.price.amount < self.was.amount


@dataclass(frozen=True, slots=True)
class Wishlist:
    page: Page
    lines: list[WishLine]


def wishlist_of(user: User, *, number: str | None, currency: str, country: str) -> Wishlist:
    """The newest first, a page at a time."""
    page = Paginator(Wish.objects.filter(user=user).select_related("product"), PAGE).get_page(number)
    return Wishlist(page, lines_for(list(page), user=user, currency=currency, country=country))


def lines_for(wishes: Sequence[Wish], *, user: User, currency: str, country: str) -> list[WishLine]:
    """These wishes of one person with the offers of today: as many queries for one as for a page of them."""
    ids = [wish.variant_id for wish in wishes if wish.variant_id]
    offers = offers_for(ids, currency)
    asked = set(RestockAsk.objects.waiting().filter(user=user, variant__in=ids).values_list("variant", flat=True))
    return [_line(wish, offers.get(wish.variant_id), asked, country) for wish in wishes]


@dataclass(frozen=True, slots=True)
class WishLines:
    """A person's whole list, to be counted and sliced: only the lines of a slice are read."""

    user: User
    currency: str
    country: str

    def __len__(self) -> int:
        return Wish.objects.filter(user=self.user).count()

    def __getitem__(self, part: slice) -> list[WishLine]:
        wishes = Wish.objects.filter(user=self.user).select_related("product")[part]
        return lines_for(list(wishes), user=self.user, currency=self.currency, country=self.country)


def _line(wish: Wish, offer: Offer | None, asked: set[int], country: str) -> WishLine:
    return WishLine(wish, offer, wish.variant_id in asked, bool(offer) and country in offer.not_to)


def wished_by_reader(request: HttpRequest) -> frozenset[int]:
    """The products with a full heart: none for a reader without a session, so that a page that is kept for all asks nothing. Asked
    once a request."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return NONE
    if not hasattr(request, "wished_products"):
        request.wished_products = frozenset(Wish.objects.filter(user=user).order_by().values_list("product", flat=True))
    return request.wished_products
