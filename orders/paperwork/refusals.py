"""What a contradiction means, in the reader's words: which boxes clash and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sellers.selectors.evidence import place_of_evidence

from .checks import Box, Finding
from .enums import Kind
from .pack import words

PAPERS = {kind.value: kind.label for kind in Kind} | {"invoice": _("commercial invoice"), "packing_list": _("packing list")}
BOXES = {
    **words.BOXES,
    "HS": _("HS code"),
    "national code": _("national code"),
    "origin": _("country of origin"),
    "quantity": _("quantity"),
    "quantity × unit price": _("quantity × unit price"),
    "amount": _("amount"),
    "unit price": _("unit price"),
    "packages": _("packages"),
    "package kind": _("kind of package"),
    "marks": _("marks"),
    "net kg": _("net weight, kg"),
    "gross kg": _("gross weight, kg"),
    "m³": _("volume, m³"),
    "total packages": _("total packages"),
    "total net kg": _("total net weight, kg"),
    "total gross kg": _("total gross weight, kg"),
    "total m³": _("total volume, m³"),
    "sum of packages": _("sum of the packages"),
    "sum of net kg": _("sum of the net weights, kg"),
    "sum of gross kg": _("sum of the gross weights, kg"),
    "sum of m³": _("sum of the volumes, m³"),
    "sum of amounts": _("sum of the amounts"),
    "sum of charges": _("sum of goods and charges"),
    "goods": _("goods value"),
    "freight": _("freight"),
    "insurance": _("insurance"),
    "other charges": _("other charges"),
    "total": _("total"),
    "lines": _("number of lines"),
    "invoice no.": _("invoice number"),
    "invoice date": _("invoice date"),
    "exporter": _("exporter"),
    "consignee": _("consignee"),
    "notify": _("notify party"),
    "description": _("description"),
    "description_zh": _("Chinese description"),
    "references": _("reference numbers"),
    "signatory": _("signatory"),
    "transport": _("transport"),
    "terms": _("terms of delivery"),
    "lot": _("lot"),
}
SENTENCES = {
    **words.SENTENCES,
    "gross below net": _("The gross weight is less than the net weight."),
    "net not above zero": _("The net weight is missing."),
    "no packages": _("There is no package."),
    "finer than a gram": _("A weight is given finer than a gram."),
    "finer than the currency": _("An amount is given finer than its currency allows."),
    "sum differs": _("The lines do not add up to the total."),
    "amount differs": _("The amount is not quantity times unit price."),
    "differs": _("The papers say different things."),
    "hs missing": _("The HS code is missing."),
    "hs malformed": _("The HS code does not have six digits."),
    "hs prefix": _("The national code does not begin with the HS code."),
    "hs recoded": _("The national code comes from an older edition of the HS; the agency has not given the new one yet."),
    "no type": _("These characters cannot be printed on the papers."),
}
STEPS = {
    **words.STEPS,
    "gross below net": _("Weigh the packed goods and correct both weights below."),
    "net not above zero": _("Weigh the goods and give the net weight below."),
    "no packages": _("Give the number of packages below."),
    "finer than a gram": _("Give the weight in kilograms with at most three decimals."),
    "hs missing": _("Give the six digits of the HS code below, and set it in the listing for the next order."),
    "hs malformed": _("Give the six digits of the HS code below, and set it in the listing for the next order."),
    "hs prefix": _("Correct the HS code or the national code below so that one begins with the other."),
    "hs recoded": _("Nothing to do: the papers are issued, and customs may ask about the code."),
    "no type": _("Write them in Latin letters or in common Chinese characters; where the buyer wrote them, ask the buyer."),
}
ASK_US = _("You cannot correct this one yourself. Write to us with the order number.")


@dataclass(frozen=True)
class SpokenBox:
    """A box as a person finds it on the page."""

    paper: str | Promise
    name: str | Promise
    value: str
    line: int
    packages: str
    url: str = ""  # where it is put right


@dataclass(frozen=True)
class Refusal:
    """Contradictions of one kind in words."""

    sentence: str | Promise
    step: str | Promise
    boxes: tuple[SpokenBox, ...]
    is_blocking: bool
    proof: str = ""  # the seller's page where the evidence for it is shown


def spoken(findings: Iterable[Finding], *, order: str = "") -> list[Refusal]:
    """The findings in words, those of one kind together: a wrong weight shows on every paper that prints it. With an order number each
    box leads to its field."""
    by_problem: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_problem.setdefault((finding.problem, finding.severity), []).append(finding)
    return [
        Refusal(
            sentence=SENTENCES[problem],
            step=STEPS.get(problem, ASK_US),
            boxes=tuple(_box(box, order) for finding in alike for box in finding.boxes),
            is_blocking=alike[0].is_blocking,
            proof=place_of_evidence(words.PROOFS[problem]) if order and problem in words.PROOFS else "",
        )
        for (problem, _severity), alike in by_problem.items()
    ]


def _box(box: Box, order: str) -> SpokenBox:
    url = words.place_of(order, box.name, box.line) if order else ""
    return SpokenBox(PAPERS.get(box.paper, box.paper), BOXES.get(box.name, box.name), box.value, box.line, box.packages, url)
