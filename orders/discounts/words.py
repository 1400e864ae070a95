"""What discounts say to buyers, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalog.promises import Promise
from marketplace.look.writing import amount, number
from marketplace.money import Money
from orders.discounts.enums import Why
from orders.discounts.terms import Cut, Good, Terms


def why_not(why: Why, *, missing: Money | None = None, currency: str = "", language: str) -> str:
    """Why a code counts for nothing, and what would help."""
    match why:
        case Why.NOT_BEGUN:
            return _("This code does not count yet. Try it again later.")
        case Why.OVER:
            return _("This code is over.")
        case Why.USED_UP:
            return _("This code has been used as often as it may be.")
        case Why.USED_BY_YOU:
            return _("You have used this code already.")
        case Why.CURRENCY:
            return _("This code is for prices in %(currency)s. Choose that currency at the top of the page.") % {"currency": currency}
        case Why.GOODS:
            return _("This code is for other goods than those in your cart.")
        case Why.MINIMUM:
            return _("Its goods must come to %(missing)s more before this code counts.") % {"missing": amount(missing, language)}
        case Why.LOWEST:
            return _("Nothing more can be taken off these goods.")
        case Why.TOO_MANY_TRIES:
            return _("Too many codes were tried from here. Try again in ten minutes.")
        case _:
            return _("We do not know this code. Look at it again, letter by letter.")


def _round(money: Money, language: str) -> str:
    """¥200 and ¥12.50: on a small tag the zeros are in the way."""
    return amount(money, language).removesuffix(".00").removesuffix(",00")


def taken_off(terms: Terms, language: str, *, with_minimum: bool = True) -> str:
    """10 % off; ¥15 off from ¥200 on. Chinese merchants write what is left in tenths: 9折, 8.5折."""
    if terms.percent is not None:
        share = (100 - terms.percent) / 10 if language.startswith("zh") else terms.percent
        what = pgettext("discount; in Chinese the number is what is left, in tenths", "%(number)s %% off") % {
            "number": number(share, language)
        }
    else:
        what = pgettext("discount", "%(amount)s off") % {"amount": _round(terms.off, language)}
    if not with_minimum or terms.minimum is None:
        return what
    if terms.percent is not None:
        from_on = pgettext("discount of so many percent", "%(what)s from %(least)s on")
    else:
        from_on = pgettext("discount of an amount", "%(what)s from %(least)s on")
    return from_on % {"what": what, "least": _round(terms.minimum, language)}


def _limits(terms: Terms) -> str:
    said = []
    if terms.buyer_limit is not None:
        times = ngettext("Once for each buyer.", "%(times)s times for each buyer.", terms.buyer_limit)
        said.append(times % {"times": terms.buyer_limit})
    if terms.total_limit is not None:
        said.append(_("Limited in number: it may be used up."))
    return " ".join(said)


def _promise(title: str, terms: Terms, *sentences: str) -> Promise:
    return Promise(title, " ".join(sentence for sentence in (*sentences, _limits(terms)) if sentence), terms.ends_at)


def promise_now(cut: Cut, good: Good, language: str, *, is_reduction: bool) -> Promise:
    """What the cart takes off so many; where the price beside it was lower before, only what they come to."""
    facts = {"pieces": good.quantity, "now": amount(good.total - cut.amount, language), "before": amount(good.total, language)}
    if not is_reduction:
        text = ngettext("One comes to %(now)s in the cart.", "%(pieces)s come to %(now)s in the cart.", good.quantity)
        return _promise(cut.terms.name, cut.terms, text % facts)
    title = _("%(what)s in the cart") % {"what": taken_off(cut.terms, language, with_minimum=False)}
    text = ngettext("One comes to %(now)s instead of %(before)s.", "%(pieces)s come to %(now)s instead of %(before)s.", good.quantity)
    return _promise(title, cut.terms, text % facts)


def promise_of_more(terms: Terms, pieces: int | None, language: str) -> Promise:
    """What a larger quantity brings; without one, the sum that the goods of the cart must come to."""
    text = _("Other goods it is for count too.")
    if pieces is not None:
        enough = ngettext("%(pieces)s of this is enough.", "%(pieces)s of this are enough.", pieces) % {"pieces": pieces}
        text = f"{enough} {text}"
    return _promise(taken_off(terms, language), terms, text)


def promise_of_firm(terms: Terms, language: str) -> Promise:
    """What the firm's goods have taken off, whichever a buyer chooses."""
    if terms.has_scope:
        text = _("For some of its goods: their pages say so.")
    elif terms.seller_id is not None:
        text = _("For all goods of this firm, in the cart.")
    else:
        text = _("For all goods of the market, in the cart.")
    return _promise(taken_off(terms, language), terms, text)
