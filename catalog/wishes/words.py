from __future__ import annotations

from django.utils.translation import gettext as _

from catalog.wishes.exceptions import WishRefused
from catalog.wishes.services.keeping import MOST


def refusal_text(refusal: WishRefused) -> str:
    """What to do about it, in the reader's words."""
    match refusal.why:
        case "full":
            return _("Your wishlist holds %(most)s products. Take some off first.") % {"most": MOST}
        case "there":
            return _("It can be bought now: put it into your cart.")
        case "many":
            return _("You wait for very many letters already. Stop some of them on your wishlist first.")
        case _:
            return _("This is no longer sold.")
