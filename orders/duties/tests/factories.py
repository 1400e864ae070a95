from __future__ import annotations

from datetime import date
from decimal import Decimal

from marketplace.approval.enums import RowState
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.duties.consignment import Buyer, Consignment, Goods
from orders.duties.enums import Channel, LimitKind, Listing, RateKind, Regime
from orders.duties.models import Market, TaxRate
from orders.duties.rulebook import Entry, Limit, Rate, Rule, RuleBook
from orders.incoterms import Incoterm

TODAY = date(2026, 11, 22)
RULE = Rule("test", None, "written for the test", "", "verified", date(2020, 1, 1))


def cny(amount: str | Decimal) -> Money:
    return Money(Decimal(amount), "CNY")


def china() -> Market:
    return Market.objects.get(code="CN")


def make_rate(*, state: RowState = RowState.PROPOSED, **fields) -> TaxRate:
    """A row for goods that the table does not know; a proposal of nobody."""
    values = {
        "market": china(),
        "kind": RateKind.VAT,
        "hs_prefix": "9999",
        "percent": Decimal(13),
        "valid_from": date(2026, 1, 1),
        "source": "test",
        "state": state,
        "hub": current_hub(),
        **fields,
    }
    return TaxRate.objects.create(**values)


def book(
    *,
    duty: str | None = "15",
    preference: str | None = "0",
    vat: str | None = "13",
    consumption: str | None = "0",
    levies=("duty", "consumption", "vat"),
    extra: list[Rate] | None = None,
    without: tuple[LimitKind, ...] = (),
) -> RuleBook:
    """China's rules with the given rates for every code; None for a rate leaves its row out."""
    named = {RateKind.MFN: duty, RateKind.PREFERENCE: preference, RateKind.VAT: vat, RateKind.CONSUMPTION: consumption}
    rates = [
        Rate(
            kind,
            "",
            RULE,
            percent=Decimal(percent),
            origin="RW" if kind == RateKind.PREFERENCE else "",
            proof="form" if kind == RateKind.PREFERENCE else "",
            needs_direct_transport=kind == RateKind.PREFERENCE,
        )
        for kind, percent in named.items()
        if percent is not None
    ]
    retail, general, parcel = Regime.CROSS_BORDER, Regime.GENERAL, Regime.PARCEL
    numbers = [
        (retail, LimitKind.ORDER_MAX, "5000"),
        (retail, LimitKind.YEAR_MAX, "26000"),
        (retail, LimitKind.DUTY_SHARE, "0"),
        (retail, LimitKind.TAX_SHARE, "0.7"),
        (retail, LimitKind.SINGLE_ITEM, "1"),
        (parcel, LimitKind.ORDER_MAX, "1000"),
        (parcel, LimitKind.SINGLE_ITEM, "1"),
        (parcel, LimitKind.WAIVED_UP_TO, "50"),
        (general, LimitKind.WAIVED_BELOW, "50"),
        (general, LimitKind.NO_PROOF_UP_TO, "6000"),
        (general, LimitKind.FREIGHT_IN_VALUE, "1"),
    ]
    return RuleBook(
        market="CN",
        currency="CNY",
        day=TODAY,
        levies=tuple(levies),
        rates=[*rates, *(extra or [])],
        limits=[Limit(regime, kind, Decimal(number), RULE) for regime, kind, number in numbers if kind not in without],
        entries=[Entry("09", Listing.LISTED, RULE), Entry("0410", Listing.CONDITIONAL, RULE), Entry("44", Listing.NOT_LISTED, RULE)],
    )


PERSON = Buyer(is_company=False, identity_complete=True, year_spent=cny(0))
COMPANY = Buyer(is_company=True)


def order(*values: str, buyer: Buyer = PERSON, channel: Channel = Channel.CROSS_BORDER, code: str = "0901210000", **more) -> Consignment:
    """Roasted coffee from Rwanda at these prices, delivered (DAP), nothing shown separately."""
    pieces, whole = more.pop("pieces", 1), more.pop("is_indivisible", False)
    facts = {key: more.pop(key) for key in ("origin", "net_kg") if key in more}
    goods = [
        Goods(f"line-{place}", code, cny(value), pieces=pieces, is_indivisible=whole, **facts)
        for place, value in enumerate(values, start=1)
    ]
    return Consignment(goods, more.pop("term", Incoterm.DAP), buyer, channel, **more)


def trade(*values: str, **more) -> Consignment:
    """The same as cargo for a company, CIF."""
    return order(*values, **{"buyer": COMPANY, "channel": Channel.CARGO, "term": Incoterm.CIF, **more})
