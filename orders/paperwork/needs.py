"""Which papers a shipment needs, and by which rule. Pure: rules as plain values in, answers out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .enums import Kind, Need, Outside


@dataclass(frozen=True)
class Rule:
    """A row that was in force on the day that was asked for."""

    row: int | None
    document: str
    need: Need
    why: str
    source: str
    confidence: str
    valid_from: date
    hs_prefix: str = ""
    destination: str = ""
    mode: str = ""
    incoterm: str = ""
    source_date: str = ""
    note: str = ""

    def fits(self, code: str, places: Sequence[str], mode: str, incoterm: str) -> bool:
        return (
            code.startswith(self.hs_prefix)
            and self.destination in ("", *places)
            and self.mode in ("", mode)
            and self.incoterm in ("", incoterm)
        )

    @property
    def rank(self) -> tuple:
        """How particular it is: the longer code first, then market, mode and term."""
        return len(self.hs_prefix), self.destination != "", self.mode != "", self.incoterm != ""


@dataclass(frozen=True)
class Needed:
    """One paper that a shipment needs, or may need, with the rules that say so; `codes` are the goods that ask for it."""

    document: str
    need: Need
    rules: tuple[Rule, ...]
    codes: tuple[str, ...]

    @property
    def label(self):
        return (Kind if self.is_drawn_here else Outside)(self.document).label

    @property
    def is_drawn_here(self) -> bool:
        return self.document in Kind.values

    @property
    def is_required(self) -> bool:
        return self.need == Need.REQUIRED


@dataclass(frozen=True)
class Answer:
    """What is needed, in the order of the papers; codes that no rule speaks for are for RDB to judge."""

    papers: tuple[Needed, ...]
    unknown: tuple[str, ...]

    def needed(self, document: str) -> Needed | None:
        return next((paper for paper in self.papers if paper.document == document), None)

    @property
    def required_kinds(self) -> list[Kind]:
        return [Kind(paper.document) for paper in self.papers if paper.is_required and paper.is_drawn_here]


ORDER = [*Kind.values, *Outside.values]


def needs_of(rules: Iterable[Rule], *, codes: Sequence[str], places: Sequence[str], mode: str, incoterm: str) -> Answer:
    """The papers for goods with these codes. A paper that one line requires is required; a code is known when any rule names its
    heading, wherever it is sent."""
    rules, codes = list(rules), list(dict.fromkeys(codes))
    found = []
    for document in ORDER:
        said = [(code, rule) for code in codes if (rule := _speaks(rules, document, code, places, mode, incoterm))]
        said = [(code, rule) for code, rule in said if rule.need != Need.NONE]
        if said:
            need = Need.REQUIRED if any(rule.need == Need.REQUIRED for _code, rule in said) else Need.CONDITIONAL
            decisive = [(code, rule) for code, rule in said if rule.need == need]
            unique = tuple({rule.row or id(rule): rule for _code, rule in decisive}.values())
            found.append(Needed(document, need, unique, tuple(code for code, _rule in decisive)))
    unknown = tuple(code for code in codes if not any(rule.hs_prefix and code.startswith(rule.hs_prefix) for rule in rules))
    return Answer(tuple(found), unknown)


def _speaks(rules: list[Rule], document: str, code: str, places: Sequence[str], mode: str, incoterm: str) -> Rule | None:
    fitting = [rule for rule in rules if rule.document == document and rule.fits(code, places, mode, incoterm)]
    return max(fitting, key=lambda rule: rule.rank, default=None)
