"""What wishlists hold of persons: what somebody keeps in mind, and for what they wish a letter."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catalog.wishes.models import RestockAsk, Wish
from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Given, Holding, consents, declare
from marketplace.privacy.rows import rows_of

ROOM = _("Wishlist")


@consents
def letters_asked_for(person: Person) -> Iterable[Given]:
    """Each is over with its one letter, and is taken back on the wishlist's page."""
    waiting = RestockAsk.objects.waiting().filter(user=person.user_id).select_related("variant__product") if person.is_member else []
    for row in waiting:
        title = _("One letter when %(product)s can be bought again") % {"product": row.variant.product.name}
        yield Given(title, row.asked_at, "–", path="wishes/")


declare(
    Holding(
        "wishes.products",
        room=ROOM,
        what=_("Products on your wishlist, and what they cost when you saved them"),
        why=_("So that you find them again and see whether the price changed"),
        whose=Whose.MEMBER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"wishes.Wish": ["user"]},
        until=_("Until you take them off, or as long as the account"),
        **rows_of(Wish, "user", ["product__name", "seen_amount", "seen_currency", "saved_at"]),
    ),
    Holding(
        "wishes.letters",
        room=ROOM,
        what=_("For which sold-out goods you asked for one letter"),
        why=_("So that we can write when they are back"),
        whose=Whose.MEMBER,
        basis=Basis.CONSENT,
        fate=Fate.GOES,
        fields={"wishes.RestockAsk": ["user"]},
        until=_("90 days, or 30 days after the letter"),
        **rows_of(RestockAsk, "user", ["variant__product__name", "variant__sku", "asked_at", "told_at", "stopped_at"]),
    ),
)
