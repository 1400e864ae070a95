"""From a seller's price to what the buyer pays and what the seller receives, line by line. What is unknown stays unknown: its line has
no amount, and no total is made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalog.models import Product, Variant
from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from marketplace.money.rates import Conversion, NoRate
from orders.duties.assessment import WAIVER, Assessment
from orders.landed import border, words
from orders.landed.fees import fees_of
from orders.landed.freight import Outlook, outlook
from orders.landed.routes import Route
from orders.landed.steps import Source, Step, sources_of
from orders.logistics.models import QuoteOption
from orders.logistics.pricing import Converter
from orders.logistics.words import lines_of


@dataclass(frozen=True)
class Question:
    """`price` of one, in the market's currency (None: there is none); `converted` where it came from the seller's own price. `inland` is
    what the seller says the way to Kigali costs, in the hub's currency; None is not told."""

    product: Product
    variant: Variant
    quantity: int
    route: Route
    day: date
    price: Money | None
    converted: Conversion | None = None
    inland: Money | None = None
    service: str = ""
    has_proof: bool = False


@dataclass(frozen=True)
class Waterfall:
    question: Question
    steps: tuple[Step, ...]
    freight: Outlook
    option: QuoteOption | None
    assessment: Assessment | None
    buyer_pays: Money | None
    seller_receives: Money | None
    missing: tuple[tuple[str | Promise, str | Promise], ...]
    rate: Source | None  # of the second column

    @property
    def is_whole(self) -> bool:
        return self.buyer_pays is not None

    @property
    def regime_text(self) -> str | Promise:
        return words.regime_text(self.assessment) if self.assessment else ""

    @property
    def has_demonstration(self) -> bool:
        return any(source.is_demonstration for step in self.steps for source in step.sources)

    @property
    def has_unverified(self) -> bool:
        return any(source.is_unverified for step in self.steps for source in step.sources)


@dataclass(frozen=True)
class BuyersSide:
    """What the buyer pays, in the market's currency. `pays` is None where anything is `missing`."""

    steps: tuple[Step, ...]
    freight: Outlook
    option: QuoteOption | None
    assessment: Assessment | None
    pays: Money | None

    @property
    def missing(self) -> tuple[tuple[str | Promise, str | Promise], ...]:
        return tuple((step.name, step.gap) for step in self.steps if step.money is None)

    @property
    def taxes(self) -> Money | None:
        """What customs asks; None where any of it is unknown."""
        return self.assessment.total if self.assessment and self.assessment.is_whole else None


def buyers_side(asked: Question, name: str | Promise) -> BuyersSide:
    """Price (called by this name), freight, insurance, duty and taxes."""
    currency = asked.route.market.currency
    ways = outlook([(asked.variant, asked.quantity)], asked.route.country, currency, asked.day, to_the_door=asked.route.is_retail)
    option = ways.chosen(asked.service)
    goods = (asked.price * asked.quantity).rounded() if asked.price else None
    assessment = _taxes(asked, goods, option.money if option else None)
    steps = (_price(asked, goods, name), _freight(ways, option), _insurance(currency), *_taxed(asked, assessment))
    return BuyersSide(steps, ways, option, assessment, _sum(steps, currency))


def waterfall(asked: Question) -> Waterfall:
    side = buyers_side(asked, _("Your price"))
    goods, currency = side.steps[0].money, asked.route.market.currency
    kept = fees_of(asked.product, goods) if goods else []
    receives = total([goods, *(step.money for step in kept)], currency) if goods else None
    steps = [
        side.steps[0],
        _inland(asked),
        *side.steps[1:],
        Step("buyer", _("The buyer pays"), side.pays, is_total=True),
        *kept,
        Step("receive", _("You receive"), receives, is_total=True, is_mine=True, gap="" if goods else words.NO_PRICE),
    ]
    steps, rate = in_two_currencies(steps, asked.route.market.currency, current_hub().currency, asked.day)
    if asked.inland is not None and (mine := steps[-1].own) is not None:
        left = mine - asked.inland
        steps.append(Step("left", _("Left after the way to Kigali"), None, left, is_total=True, is_mine=True))
    return Waterfall(asked, tuple(_with_bars(steps)), side.freight, side.option, side.assessment, side.pays, receives, side.missing, rate)


def _taxes(asked: Question, goods: Money | None, freight: Money | None) -> Assessment | None:
    product, variant = asked.product, asked.variant
    if goods is None or product.hs_code is None:
        return None
    net = Decimal(variant.net_weight_g * asked.quantity) / 1000 if variant.net_weight_g else None
    line = border.Line(str(variant.pk), product.hs_code.code, goods, product.origin_country, net, asked.quantity, variant.is_indivisible)
    book = border.book_for(asked.route, [line.code], asked.day)
    return border.taxes([line], freight, asked.route, book, has_proof=asked.has_proof)


def _price(asked: Question, goods: Money | None, name: str | Promise) -> Step:
    if goods is None:
        return Step("price", name, None, gap=words.NO_PRICE if asked.converted is None else words.NO_EXCHANGE)
    how = _("%(quantity)d × %(price)s") % {"quantity": asked.quantity, "price": words.amount(asked.price)} if asked.quantity > 1 else ""
    sources: tuple[Source, ...] = ()
    if asked.converted and asked.converted.row:
        sources = (_exchange(asked.converted),)
    return Step("price", name, goods, how=how, sources=sources)


def _exchange(conversion: Conversion) -> Source:
    row = conversion.row
    text = f"1 {row.base} = {row.rate.normalize():f} {row.quote}"
    return Source(row._meta.verbose_name, row.pk, row.source, valid_from=row.day, note=text)


def _inland(asked: Question) -> Step:
    gap = "" if asked.inland is not None else _("Not told. Type what the way to Kigali costs you.")
    return Step("inland", _("Of it, the way to Kigali"), None, asked.inland, gap=gap, is_part=True, is_mine=True)


def _freight(ways: Outlook, option: QuoteOption | None) -> Step:
    if option is None:
        return Step("freight", _("Freight"), None, gap=words.freight_gap(ways.reason))
    card = option.rate_card
    source = Source(
        card._meta.verbose_name,
        card.pk,
        card.source,
        "",
        card.valid_from,
        card.valid_to,
        card.carrier,
        is_demonstration=card.is_demonstration,
    )
    return Step("freight", _("Freight"), option.money, how=option.get_service_display(), lines=tuple(lines_of(option)), sources=(source,))


def _insurance(currency: str) -> Step:
    return Step("insurance", _("Insurance"), Money.zero(currency), how=_("None is taken out with a sale here."))


def _taxed(asked: Question, assessment: Assessment | None) -> list[Step]:
    name = _("Duty and taxes")
    if asked.product.hs_code is None:
        return [Step("tax", name, None, gap=words.NO_CODE)]
    if assessment is None:
        return [Step("tax", name, None, gap=words.NO_PRICE)]
    if not assessment.lines:
        return [Step("tax", name, None, gap=words.regime_text(assessment), sources=sources_of(assessment.choice.rules))]
    return [
        Step(
            line.levy,
            words.LEVIES[line.levy],
            line.amount,
            gap=words.tax_gap(line),
            how=words.tax_how(line),
            sources=sources_of(line.rules),
        )
        for line in assessment.lines
        if line.levy != WAIVER or line.amount
    ]


def _sum(steps: Sequence[Step], currency: str) -> Money | None:
    amounts = [step.money for step in steps]
    return None if None in amounts else total(amounts, currency)


def in_two_currencies(steps: Sequence[Step], market: str, other: str, day: date) -> tuple[list[Step], Source | None]:
    """Each amount in another currency too, at one rate of the day; without one in the market's alone."""
    if other == market:
        return [replace(step, own=step.money) if step.money else step for step in steps], None
    converter, back = Converter(other, day), Converter(market, day)
    try:
        _zero, told = converter(Money.zero(market))
        done = []
        for step in steps:
            if step.money is not None:
                step = replace(step, own=converter(step.money)[0])
            elif step.own is not None:
                step = replace(step, money=back(step.own)[0])
            done.append(step)
    except NoRate:
        return list(steps), None
    text = f"1 {market} = {told['rate']} {other}"
    return done, Source(_("Exchange rate"), None, told["rate_source"], valid_from=date.fromisoformat(told["rate_day"]), note=text)


def _with_bars(steps: Sequence[Step]) -> list[Step]:
    """Where each amount begins and ends, of the widest total. Fees go back from the price."""
    widest = max((abs(step.money.amount) for step in steps if step.money and step.is_total), default=Decimal(0))
    widest = widest or max((abs(step.money.amount) for step in steps if step.money), default=Decimal(0))
    if not widest:
        return list(steps)
    reached, back, drawn = Decimal(0), None, []
    for step in steps:
        size = abs(step.money.amount) if step.money else Decimal(0)
        if step.code == "price":
            back = size
        if step.is_total or step.is_part:
            start = Decimal(0)
        elif step.is_mine:
            back = (back or size) - size
            start = back
        else:
            start, reached = reached, reached + (step.money.amount if step.money else Decimal(0))
        drawn.append(replace(step, bar=(int(start * 100 / widest), max(int(size * 100 / widest), 1) if size else 0)))
    return drawn
