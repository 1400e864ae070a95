"""A letter of credit against what is presented under it, each rule with its article of UCP 600. Pure: plain values in, findings out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from marketplace.money import Money
from orders.trade.enums import CreditPaper, Verdict

PRESENTATION_DAYS = 21  # UCP 600 art. 14(c), where the credit names no other period
LESS_IS_FINE = Decimal(5)  # percent, UCP 600 art. 30(c), where nothing is shipped in part


@dataclass(frozen=True)
class Credit:
    """What the bank issued."""

    applicant: str
    beneficiary: str
    amount: Money
    tolerance_percent: Decimal  # more or less
    latest_shipment: date | None
    expires_on: date
    presentation_days: int
    partial_shipments: bool
    papers: Sequence[str]

    @property
    def most(self) -> Money:
        return (self.amount * (1 + self.tolerance_percent / 100)).rounded()

    @property
    def least(self) -> Money:
        """Where one drawing must use the credit up."""
        return (self.amount * (1 - max(self.tolerance_percent, LESS_IS_FINE) / 100)).rounded()


@dataclass(frozen=True)
class Paper:
    """One presented: its number and its date."""

    number: str
    dated_on: date


@dataclass(frozen=True)
class Presentation:
    """What goes to the bank. Empty texts and None are not known yet."""

    presented_on: date
    buyer: str
    seller: str
    amount: Money
    drawn_before: Money
    shipped_on: date | None
    departures: int  # of means of transport that differ
    is_all_shipped: bool
    papers: Mapping[str, Paper]


@dataclass(frozen=True)
class Finding:
    """One line of the checklist: what the credit asks, what is there, and how they agree. A paper is named where the line is about it."""

    rule: str
    verdict: Verdict
    asked: object
    found: object
    article: str = ""
    paper: str = ""


def last_day_to_present(credit: Credit, shipped_on: date | None) -> date:
    """The earlier of the period after shipment and the expiry."""
    if shipped_on is None:
        return credit.expires_on
    return min(credit.expires_on, shipped_on + timedelta(days=credit.presentation_days))


def examine(credit: Credit, shown: Presentation) -> list[Finding]:
    """The whole list in the order in which a bank reads it."""
    return [*_parties(credit, shown), *_amounts(credit, shown), *_days(credit, shown), *_papers(credit, shown)]


def _parties(credit: Credit, shown: Presentation) -> Iterator[Finding]:
    yield Finding("applicant", _compared(credit.applicant, shown.buyer), credit.applicant, shown.buyer, "18 (a) (ii)", CreditPaper.INVOICE)
    yield Finding(
        "beneficiary", _compared(credit.beneficiary, shown.seller), credit.beneficiary, shown.seller, "18 (a) (i)", CreditPaper.INVOICE
    )


def _compared(asked: str, found: str) -> Verdict:
    """Letters and digits alone are compared: UCP 600 art. 14 (j) lets addresses differ, a name not."""
    if not found:
        return Verdict.OPEN
    return Verdict.AGREES if same_name(asked, found) else Verdict.DISCREPANT


def same_name(asked: str, found: str) -> bool:
    return _plain(asked) == _plain(found)


def _plain(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def _amounts(credit: Credit, shown: Presentation) -> Iterator[Finding]:
    currency = credit.amount.currency
    same = currency == shown.amount.currency
    yield Finding("currency", _verdict(same), currency, shown.amount.currency, "18 (a) (iii)", CreditPaper.INVOICE)
    if not same:
        return
    drawn = shown.amount + shown.drawn_before
    yield Finding("most", _verdict(drawn.amount <= credit.most.amount), credit.most, drawn, "18 (b)", CreditPaper.INVOICE)
    if not credit.partial_shipments:
        yield Finding("least", _verdict(drawn.amount >= credit.least.amount), credit.least, drawn, "30 (c)", CreditPaper.INVOICE)
        once = shown.departures <= 1 and not shown.drawn_before.amount
        verdict = Verdict.OPEN if once and not shown.is_all_shipped else _verdict(once)
        yield Finding("partial", verdict, 1, max(shown.departures, 2 if shown.drawn_before.amount else shown.departures), "31 (a)")


def _days(credit: Credit, shown: Presentation) -> Iterator[Finding]:
    sent, today = shown.shipped_on, shown.presented_on
    if credit.latest_shipment:
        # Not shipped yet and the day is over: it can only become a discrepancy.
        verdict = _verdict((sent or today) <= credit.latest_shipment)
        open_still = sent is None and verdict == Verdict.AGREES
        yield Finding(
            "latest_shipment",
            Verdict.OPEN if open_still else verdict,
            credit.latest_shipment,
            sent or None,
            "14 (a)",
            CreditPaper.TRANSPORT,
        )
    yield Finding("expiry", _verdict(today <= credit.expires_on), credit.expires_on, today, "6 (e)")
    if sent is None:
        yield Finding("presentation", Verdict.OPEN, None, None, "14 (c)", CreditPaper.TRANSPORT)
    else:
        last = sent + timedelta(days=credit.presentation_days)
        yield Finding("presentation", _verdict(today <= last), last, today, "14 (c)", CreditPaper.TRANSPORT)


def _papers(credit: Credit, shown: Presentation) -> Iterator[Finding]:
    for code in credit.papers:
        paper = shown.papers.get(code)
        if paper is None:
            yield Finding("paper", Verdict.OPEN, None, None, "14 (a)", code)
            continue
        yield Finding("paper", Verdict.AGREES, None, paper.number, "14 (a)", code)
        if paper.dated_on > shown.presented_on:
            yield Finding("paper_day", Verdict.DISCREPANT, shown.presented_on, paper.dated_on, "14 (i)", code)
        if code == CreditPaper.INSURANCE and shown.shipped_on and paper.dated_on > shown.shipped_on:
            yield Finding("insured_late", Verdict.DISCREPANT, shown.shipped_on, paper.dated_on, "28 (e)", code)


def _verdict(agrees: bool) -> Verdict:
    return Verdict.AGREES if agrees else Verdict.DISCREPANT
