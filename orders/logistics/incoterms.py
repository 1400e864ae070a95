"""Which lines of a freight price are the seller's, by Incoterms® 2020 (docs/logistics.md prints the table). Pure.

The published rules themselves were not at hand: the table is general knowledge, unverified."""

from __future__ import annotations

from orders.incoterms import Incoterm
from orders.logistics.enums import Mode, Stage

SEA_ONLY = {Incoterm.FAS, Incoterm.FOB, Incoterm.CFR, Incoterm.CIF}
TO_LOADING = {Stage.EXPORT, Stage.TO_PORT, Stage.ORIGIN_TERMINAL}
TO_DESTINATION = TO_LOADING | {Stage.MAIN}
SELLER_PAYS: dict[str, set[Stage]] = {
    Incoterm.EXW: set(),
    Incoterm.FCA: {Stage.EXPORT},  # and the way to the terminal, where that is the named place
    Incoterm.FAS: TO_LOADING,  # without loading on board
    Incoterm.FOB: TO_LOADING,
    Incoterm.CFR: TO_DESTINATION,
    Incoterm.CIF: TO_DESTINATION,
    Incoterm.CPT: TO_DESTINATION,
    Incoterm.CIP: TO_DESTINATION,
    Incoterm.DAP: TO_DESTINATION | {Stage.ARRIVAL},
    Incoterm.DPU: TO_DESTINATION | {Stage.ARRIVAL},
    Incoterm.DDP: TO_DESTINATION | {Stage.ARRIVAL},
}
INSURED = {Incoterm.CIF, Incoterm.CIP}
LOADING = "LOAD"  # the surcharge of lifting on board: not the seller's under FAS
PLACE_OF_LOADING = {Incoterm.FCA, Incoterm.FAS, Incoterm.FOB}  # the named place is where the main carriage begins
BETTER = {Incoterm.FAS: Incoterm.FCA, Incoterm.FOB: Incoterm.FCA, Incoterm.CFR: Incoterm.CPT, Incoterm.CIF: Incoterm.CIP}


def seller_pays(term: str, stage: str, *, code: str = "", at_terminal: bool = True) -> bool:
    """Is this line in the seller's price? `at_terminal`: under FCA the named place is the terminal, not the premises."""
    if term == Incoterm.FCA and at_terminal and stage == Stage.TO_PORT:
        return True
    if term == Incoterm.FAS and code == LOADING:
        return False
    return stage in SELLER_PAYS[term]


def advice(term: str, modes: set[str], *, in_containers: bool) -> str:
    """The rule that fits better: sea-only rules are no rules for air, and for containers they pass the risk too late. Empty where the
    term fits."""
    if term in SEA_ONLY and (Mode.SEA not in modes or in_containers):
        return BETTER[Incoterm(term)]
    return ""


def not_included(term: str, *, insured: bool) -> list[str]:
    """What the price leaves out whatever the cards say, as codes for words.py."""
    out = [] if term == Incoterm.DPU else ["unloading"]
    if term not in (Incoterm.DAP, Incoterm.DPU, Incoterm.DDP):
        out.append("arrival")
    if not insured:
        out.append("insurance")
    out.append("import_tax" if term != Incoterm.DDP else "import_tax_apart")
    if term == Incoterm.EXW:
        out.append("export")
    return out
