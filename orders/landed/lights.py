"""Can this listing be sold to a market? Each rule gives a finding with its colour, its row and the next step; the light is the gravest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.selectors.papers import papers_of
from marketplace.approval.enums import Confidence
from marketplace.look import writing
from orders.duties.enums import Admission, Channel, Listing, RateKind, Regime
from orders.duties.models import AdmissionRule, Market, RegimeLimit
from orders.duties.rulebook import RuleBook
from orders.duties.selectors import admission_rules, rule_book
from orders.landed.border import code_for
from orders.landed.enums import GRAVITY, Colour
from orders.landed.steps import Source
from sellers.selectors import items_for_goods
from sellers.selectors.evidence import Item, place_of_evidence

SOON = 60  # days: evidence that ends within them turns the light amber
NO_CODE = "no-code"


@dataclass(frozen=True)
class Finding:
    """What one rule says of the listing."""

    code: str
    colour: Colour
    text: str | Promise
    next_step: str | Promise = ""
    link: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Light:
    market: Market
    way: Channel
    findings: tuple[Finding, ...]

    @property
    def colour(self) -> Colour:
        return max((finding.colour for finding in self.findings), key=GRAVITY.index, default=Colour.AMBER)

    @property
    def reasons(self) -> list[str]:
        """What keeps it from green, as stored."""
        return sorted({f"{finding.code}:{finding.colour}" for finding in self.findings if finding.colour != Colour.GREEN})

    @property
    def grave_first(self) -> list[Finding]:
        return sorted(self.findings, key=lambda finding: -GRAVITY.index(finding.colour))


def ways_into(market: Market, day: date) -> list[Channel]:
    has_retail = RegimeLimit.objects.in_force_on(day).filter(market=market, regime=Regime.CROSS_BORDER).exists()
    return [Channel.CROSS_BORDER, Channel.CARGO] if has_retail else [Channel.CARGO]


def markets_with_rules(day: date) -> list[Market]:
    """Those that anything is on record of: of the others nobody could give a light."""
    known = AdmissionRule.objects.in_force_on(day).values_list("market_id", flat=True)
    return list(Market.objects.filter(pk__in=set(known)).order_by("pk"))


def lights_of(product: Product, day: date, markets: Sequence[Market] | None = None) -> list[Light]:
    """The listing's light for each market with rules and each way into it."""
    found = []
    for market in markets_with_rules(day) if markets is None else markets:
        if product.hs_code is None:
            found += [Light(market, way, (_without_code(product),)) for way in ways_into(market, day)]
            continue
        code = product.hs_code.code
        evidence = items_for_goods(product.seller, code, day, market.countries[0])
        book = rule_book(market, day, [code_for(code, market.code)])
        for way in ways_into(market, day):
            found.append(_light(product, market, way, day, evidence, book))
    return found


def _without_code(product: Product) -> Finding:
    link = f"{reverse('listings:listing-edit', args=[product.pk])}#customs"
    return Finding(NO_CODE, Colour.RED, _("No customs code is chosen yet."), _("Choose the customs code."), link)


def _light(product: Product, market: Market, way: Channel, day: date, evidence: Sequence[Item], book: RuleBook) -> Light:
    items = {item.requirement.code: item for item in evidence}
    rules = admission_rules(market, day, product.hs_code.code, way)
    findings = [_judged(rule, product, way, items, book) for rule in rules]
    told = {rule.evidence_code for rule in rules}
    findings += [
        _of_evidence(item) for item in evidence if item.requirement.code not in told and (item.requirement.is_required or item.is_begun)
    ]
    return Light(market, way, tuple(findings))


def _judged(rule: AdmissionRule, product: Product, way: Channel, items: dict[str, Item], book: RuleBook) -> Finding:
    sources = (source_of_row(rule),)
    if rule.demand == Admission.EVIDENCE:
        item = items.get(rule.evidence_code)
        colour = _colour_of(item) if item else Colour.RED
        return Finding(
            rule.code,
            colour,
            rule.text,
            "" if colour == Colour.GREEN else rule.advice,
            rule.link or place_of_evidence(rule.evidence_code),
            sources,
        )
    colour, more = CHECKS[Admission(rule.demand)](rule, product, way, book)
    return Finding(rule.code, colour, rule.text, "" if colour == Colour.GREEN else rule.advice, rule.link, (*sources, *more))


def _papers(rule: AdmissionRule, product: Product, way: Channel, book: RuleBook) -> tuple[Colour, tuple[Source, ...]]:
    closed = papers_of(product.hs_code.code, rule.market.countries[0]).closed
    return (Colour.RED if rule.market.countries[0] in closed else Colour.GREEN), ()


def _listed(rule: AdmissionRule, product: Product, way: Channel, book: RuleBook) -> tuple[Colour, tuple[Source, ...]]:
    entry = book.entry(code_for(product.hs_code.code, rule.market.code))
    if entry is None:
        return Colour.AMBER, ()
    colour = {Listing.LISTED: Colour.GREEN, Listing.CONDITIONAL: Colour.AMBER, Listing.NOT_LISTED: Colour.RED}[entry.listing]
    return colour, (Source(_("cross-border list"), entry.rule.row, entry.rule.source, entry.rule.source_date, entry.rule.valid_from),)


def _rates(rule: AdmissionRule, product: Product, way: Channel, book: RuleBook) -> tuple[Colour, tuple[Source, ...]]:
    code = code_for(product.hs_code.code, rule.market.code)
    kinds = [RateKind.CONSUMPTION, RateKind.VAT] if way == Channel.CROSS_BORDER else [RateKind.MFN, RateKind.CONSUMPTION, RateKind.VAT]
    rates = [book.rate(kind, code, product.origin_country) for kind in kinds]
    return (Colour.GREEN if all(rate and rate.is_known for rate in rates) else Colour.AMBER), ()


CHECKS: dict[Admission, Callable[..., tuple[Colour, tuple[Source, ...]]]] = {
    Admission.PAPERS: _papers,
    Admission.LISTED: _listed,
    Admission.RATES: _rates,
    Admission.ADVICE: lambda *_asked: (Colour.AMBER, ()),
    Admission.CLOSED: lambda *_asked: (Colour.RED, ()),
}


def _of_evidence(item: Item) -> Finding:
    rule, colour = item.requirement, _colour_of(item)
    source = Source(
        rule._meta.verbose_name,
        rule.pk,
        rule.source,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        is_unverified=rule.confidence == Confidence.UNVERIFIED,
    )
    return Finding(f"evidence-{rule.code}"[:52], colour, rule.title, _next_of(item, colour), place_of_evidence(rule.code), (source,))


def _colour_of(item: Item) -> Colour:
    """Red while it is owed; amber while an officer looks, or when what stands ends soon."""
    if item.is_missing:
        return Colour.AMBER if item.is_given else Colour.RED
    return Colour.AMBER if item.days_left is not None and item.days_left <= SOON else Colour.GREEN


def _next_of(item: Item, colour: Colour) -> str:
    if colour == Colour.GREEN:
        return ""
    if item.is_missing:
        return _("An officer is looking at it.") if item.is_given else _("Show it on your evidence page.")
    ends = (item.standing or item.newest).expires_on
    return _("It ends on %(day)s; then the listing comes off sale. Renew it now.") % {"day": writing.day(ends, get_language() or "en")}


def source_of_row(rule: AdmissionRule) -> Source:
    return Source(
        rule._meta.verbose_name,
        rule.pk,
        rule.source,
        rule.source_date,
        rule.valid_from,
        rule.valid_to,
        rule.note,
        is_unverified=rule.confidence != Confidence.VERIFIED,
    )


def gravest(lights: Iterable[Light]) -> Colour | None:
    return max((light.colour for light in lights), key=GRAVITY.index, default=None)
