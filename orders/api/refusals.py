"""The refusals of this trade as problems, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from catalog.exceptions import OutOfStock
from marketplace.api.problems import Problem, pointed
from marketplace.look.writing import amount
from orders.allowance_words import year_used_up
from orders.discounts.exceptions import CodeRefused, DiscountGone
from orders.discounts.words import why_not
from orders.enums import LineTrouble
from orders.exceptions import (
    CartChanged,
    CheckoutOver,
    ClearanceRefused,
    DeliveryUnpriced,
    IdentityMissing,
    IllegalMove,
    NothingToOrder,
    QuantityRefused,
    SecurityLapsed,
    TotalChanged,
    YearUsedUp,
)
from orders.identity.exceptions import NoRetention
from orders.logistics.exceptions import QuoteRefused
from orders.models import Cart, Order, OrderLine
from orders.selectors.cart import CartItem, CartReading
from orders.views.cancelling import cut_refusal
from orders.views.carts import refusal_text

RESTED = (LineTrouble.SOLD_OUT, LineTrouble.SHORT)


def quantity_problem(refusal: QuantityRefused, pointer: str = "/quantity") -> Problem:
    """Too many and not sold are how the world stands (409); a quantity against the rules is the caller's (422)."""
    text = refusal_text(refusal)
    match refusal.why:
        case "too_many" | "not_sold":
            return Problem(409, "out-of-stock" if refusal.why == "too_many" else "not-for-sale", text, [pointed(pointer, text)])
        case _:
            return Problem(422, "quantity", text, [pointed(pointer, text)])


def cart_problem(reading: CartReading) -> Problem:
    """What of the cart changed since the buyer last agreed, line by line."""
    troubles = {item.trouble for item in reading.troubled}
    code = "out-of-stock" if troubles & set(RESTED) else "price-changed" if troubles == {LineTrouble.PRICE_CHANGED} else "cart-changed"
    text = _("A price or the stock changed. Look at the cart, accept what is new, and try again.")
    return Problem(409, code, text, [pointed("", _said(item)) for item in reading.troubled])


def _said(item: CartItem) -> str:
    name = item.offer.name if item.offer else str(item.variant_id)
    return _("%(name)s: %(trouble)s") % {"name": name, "trouble": LineTrouble(item.trouble).label}


def form_problem(form: forms.Form, pointers: dict[str, str]) -> Problem:
    """A form's messages, each at its place in the body: `pointers` says what each field lies in."""
    errors = [
        pointed(f"{pointers[name]}/{name}" if name in pointers else "", message)
        for name, messages in form.errors.items()
        for message in messages
    ]
    return Problem(422, "invalid", errors[0]["message"] if len(errors) == 1 else "", errors)


def checked_form(form: forms.Form) -> forms.Form:
    """A form whose fields stand at the top of the body. Raises Problem."""
    if not form.is_valid():
        raise form_problem(form, dict.fromkeys(form.fields, ""))
    return form


def choice_problem(pointer: str, text: str, *, code: str = "invalid") -> Problem:
    return Problem(422, code, text, [pointed(pointer, text)])


def closed_problem(items: Iterable[CartItem]) -> Problem:
    text = _("Some goods cannot be sold to this country.")
    return Problem(409, "closed-destination", text, [pointed("", item.offer.name) for item in items])


def pieces_of(order: Order, lines: Iterable[dict[str, int]]) -> dict[int, int]:
    """Line → pieces, from variants as the caller names them. Raises Problem for one that is not in the order or named twice."""
    return {line.pk: said["quantity"] for line, said in rows_by_variant(order.lines.all(), lines)}


def rows_by_variant(lines: Iterable[OrderLine], said: Iterable[dict[str, Any]]) -> list[tuple[OrderLine, dict[str, Any]]]:
    """Each row of a body with the line whose variant it names. Raises Problem for one that is not there or named twice."""
    by_variant = {line.variant_id: line for line in lines}
    found: list[tuple[OrderLine, dict[str, Any]]] = []
    for place, row in enumerate(said):
        line = by_variant.pop(row["variant"], None)
        if line is None:
            raise choice_problem(f"/lines/{place}/variant", _("Name each good of this order once."))
        found.append((line, row))
    return found


@contextmanager
def cuts() -> Iterator[None]:
    """What is refused where some pieces of an order are given up."""
    try:
        yield
    except QuantityRefused as refusal:
        text = cut_refusal(refusal)
        raise Problem(422, "quantity", text, [pointed("/lines", text)]) from refusal


@contextmanager
def refusals(language: str) -> Iterator[None]:
    """What services refuse, as problems."""
    try:
        yield
    except QuantityRefused as refusal:
        raise quantity_problem(refusal) from refusal
    except (NothingToOrder, CheckoutOver, Cart.DoesNotExist) as refusal:
        raise Problem(409, "cart-empty", _("The cart is empty.")) from refusal
    except CartChanged as refusal:  # in the moment between reading the cart and holding its goods
        code = "out-of-stock" if isinstance(refusal.__cause__, OutOfStock) else "cart-changed"
        raise Problem(409, code, _("A price or the stock changed. Look at the cart and try again.")) from refusal
    except TotalChanged as refusal:
        text = _("The total is now %(total)s. Nothing was ordered.") % {"total": amount(refusal.total, language)}
        raise Problem(409, "total-changed", text, [pointed("/shown_total", text)]) from refusal
    except CodeRefused as refusal:
        text = why_not(refusal.why, missing=refusal.missing, currency=refusal.currency, language=language)
        raise Problem(409, f"code-{refusal.why.replace('_', '-')}", text, [pointed("/code", text)]) from refusal
    except DiscountGone as refusal:
        text = _("A discount that was counted on is used up or over. Nothing was ordered. Look at the cart and its new sum.")
        raise Problem(409, "discount-gone", text, [pointed("", text)]) from refusal
    except DeliveryUnpriced as refusal:
        text = _("Each seller’s parcel needs a delivery that is priced for these goods and this address.")
        raise Problem(409, "delivery-unpriced", text, [pointed("/deliveries", text)]) from refusal
    except IdentityMissing as refusal:
        text = _("Customs lets these goods in for a named person alone: give name, identity number and mobile.")
        raise Problem(422, "identity-missing", text, [pointed("/person", text)]) from refusal
    except YearUsedUp as refusal:
        text = year_used_up(refusal, language)
        raise Problem(409, "year-used-up", text, [pointed("/general_trade", _("Send true to bring it in as general trade."))]) from refusal
    except ClearanceRefused as refusal:
        text = _("Order, payment, logistics and import list do not agree; customs would turn the parcel back.")
        raise Problem(409, "customs-contradiction", text, [pointed("", one.sentence) for one in refusal.found]) from refusal
    except NoRetention as refusal:
        text = _("We may not take identity numbers yet: staff must first say how long they are kept.")
        raise Problem(409, "identity-not-taken", text) from refusal
    except SecurityLapsed as refusal:
        text = _("The letter of credit does not stand any more. The goods may leave once the order is paid or the credit was amended.")
        raise Problem(409, "security-lapsed", text) from refusal
    except IllegalMove as refusal:
        raise Problem(409, "moved-on", _("The order has moved on meanwhile; this cannot be done any more.")) from refusal
    except QuoteRefused as refusal:
        raise Problem(422, "quote-refused", _("This is more than one shipment can carry.")) from refusal
