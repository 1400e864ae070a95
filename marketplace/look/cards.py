"""A product card as HTML, written in Python: a page shows dozens of them (docs/decisions/cards-in-python.md says what that saves)."""

from __future__ import annotations

from functools import cache
from html import escape

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, override, pgettext

from marketplace.look import writing
from marketplace.look.pages import Card

SIZES = "(min-width: 62rem) 18rem, (min-width: 48rem) 31vw, 46vw"


@cache
def _words(language: str) -> dict[str, str]:
    """The card's own words in a language, escaped."""
    with override(language):
        words = {
            "from": pgettext("price", "from %(price)s"),
            "verified": gettext("RDB-verified"),
            "sold out": gettext("Sold out"),
            "wish": gettext("Keep on your wishlist: %(name)s"),
        }
    return {key: escape(word) for key, word in words.items()}


@cache
def _star() -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><use href="{static("img/icons.svg")}#star"/></svg>'


def from_html(figure: str, language: str) -> str:
    """The figure as the lowest of several: the small word stands before it or behind it, as the language has it."""
    parts = _words(language)["from"].split("%(price)s")
    before, after = (f'<span class="xs soft">{part.strip()}</span>' if part.strip() else "" for part in parts)
    return " ".join(part for part in (before, figure, after) if part)


def _price(card: Card, language: str) -> str:
    price = card.price
    if price is None:
        return ""
    was = f" <s>{writing.amount(card.was, language)}</s>" if card.was else ""
    unit = f"<small>{escape(card.unit)}</small>" if card.unit else ""
    kind = "price price--cut" if card.was else "price"
    code = f" <abbr>{price.currency}</abbr>" if writing.has_symbol(price.currency) else ""
    figure = f"<b>{writing.amount(price, language)}</b>{code}"
    if card.from_price:
        figure = from_html(figure, language)
    return f'<p class="{kind}">{figure}{was}{unit}</p>'


def _marks(card: Card, language: str) -> str:
    rating = (
        f'<span class="rating">{_star()}<b>{escape(card.rating)}</b> <span class="muted">({card.ratings:,})</span></span>'
        if card.rating
        else ""
    )
    verified = f'<span class="verified">{_words(language)["verified"]}</span>' if card.is_verified else ""
    return f'<p class="row gap-line">{rating}{verified}</p>' if rating or verified else ""


def _availability(card: Card, language: str) -> str:
    if card.is_sold_out:
        return f'<p class="card__meta">{_words(language)["sold out"]}</p>'
    if card.left:
        text = ngettext("Only %(left)s left", "Only %(left)s left", card.left) % {"left": card.left}
        return f'<p class="card__meta warn">{escape(text)}</p>'
    return f'<p class="card__meta">{escape(card.arrives)}</p>' if card.arrives else ""


@cache
def _heart() -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="{static("img/icons.svg")}#heart"/></svg>'


def heart_html(product_id: int, name: str, language: str, *, is_full: bool, word: str = "", act_at: str = "") -> SafeString:
    """The button of the page's form "wish" that keeps a product in mind, or no longer; with a word of its own where it stands alone, and
    an address of its own where it says more than the product."""
    label = _words(language)["wish"].replace("%(name)s", escape(name))
    act, pressed = ("gone", "true") if is_full else ("product", "false")
    kind, said = ("heart heart--wide", f"<span>{escape(word)}</span>") if word else ("heart", "")
    at = f' formaction="{escape(act_at)}"' if act_at else ""
    return mark_safe(
        f'<button class="{kind}" form="wish"{at} name="{act}" value="{product_id}" aria-pressed="{pressed}" aria-label="{label}">'
        f"{_heart()}{said}</button>"
    )


def card_html(card: Card, language: str, *, lazy: bool = True, hearts: frozenset[int] | None = None) -> SafeString:
    """The card of a product in the reader's language; `lazy` for those below the first screen. `hearts` are the products with a full heart;
    None for cards without one."""
    heart = (
        heart_html(card.product_id, card.name, language, is_full=card.product_id in hearts)
        if hearts is not None and card.product_id
        else ""
    )
    tag = f'<span class="card__tag badge badge--sale">{escape(card.tag)}</span>' if card.tag else ""
    maker = f'<p class="card__meta">{escape(card.maker)}</p>' if card.maker else ""
    return mark_safe(
        f'<article class="card"><div class="card__pic">{card.picture.html(sizes=SIZES, lazy=lazy)}{tag}{heart}</div>'
        f'<h3 class="card__name"><a href="{escape(card.url)}">{escape(card.name)}</a></h3>{maker}'
        f"{_price(card, language)}{_marks(card, language)}{_availability(card, language)}</article>\n"
    )
