"""Ten thousand rate cards for measuring freight: Kigali over four ports and five hubs to two hundred places, several carriers a leg."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from string import ascii_uppercase

from django.db import transaction

from marketplace.approval.enums import RowState
from marketplace.hubs.context import current_hub
from orders.logistics.models import RateBreak, RateCard, Surcharge

SINCE = date(2025, 1, 1)
PORTS, HUBS = ["DAR", "MBA", "TNG", "ZNZ"], ["DOH", "ADD", "DXB", "IST", "NBO"]
PLACES = [f"CN{a}{b}" for a in ascii_uppercase[:20] for b in ascii_uppercase[:10]]
LOADINGS = [("", "lcl", "wm", "sea"), ("20DC", "container", "ctr", "container"), ("40HC", "container", "ctr", "container")]


@transaction.atomic
def write_freight_rows() -> int:
    """Write the cards in force and say how many there are."""
    cards = [*_road(), *_sea(), *_air()]
    RateCard.objects.bulk_create(cards, batch_size=2000)
    breaks, extras = [], []
    for number, card in enumerate(cards):
        base = Decimal(2000 + number % 97) if card.unit == "ctr" else Decimal(90 + number % 13) if card.unit == "wm" else Decimal(3)
        steps = (0, 45, 100, 300, 500) if card.unit == "kg" else (0, 3)
        breaks += [
            RateBreak(hub=current_hub(), card=card, from_quantity=start, unit_rate=base * (10 - place) / 10)
            for place, start in enumerate(steps)
        ]
        extras += [Surcharge(hub=current_hub(), card=card, **extra) for extra in _extras(card)]
    RateBreak.objects.bulk_create(breaks, batch_size=5000)
    Surcharge.objects.bulk_create(extras, batch_size=5000)
    RateCard.objects.filter(state=RowState.PROPOSED).update(state=RowState.IN_FORCE)
    return len(cards)


def _card(origin: str, place: str, carrier: int, **facts) -> RateCard:
    country = "CN" if place.startswith("CN") else "TZ"
    own = {"hub": current_hub(), "currency": "USD", "valid_from": SINCE, "source": "bench", "carrier": f"Carrier {carrier}"}
    return RateCard(origin=origin, destination_place=place, destination_country=country, **own, **facts)


def _road() -> list[RateCard]:
    facts = {"service": "road", "mode": "road", "stage": "to_port", "transit_min_days": 5}
    cards = []
    for port in PORTS:
        for container, _rule, _unit, _service in LOADINGS:
            rule = {"weight_rule": "container", "unit": "ctr"} if container else {"weight_rule": "truck", "unit": "kg"}
            for carrier in range(3):
                cards.append(_card("KGL", port, carrier, container=container, transit_max_days=6 + carrier, **rule, **facts))
    return cards


def _sea() -> list[RateCard]:
    return [
        _card(port, place, carrier, service=service, mode="sea", container=container, weight_rule=rule, unit=unit,
              transit_min_days=25, transit_max_days=30 + carrier)
        for port in PORTS for place in PLACES for container, rule, unit, service in LOADINGS for carrier in range(3)
    ]  # fmt: skip


def _air() -> list[RateCard]:
    facts = {"service": "air_cargo", "mode": "air", "weight_rule": "air", "unit": "kg"}
    first = [_card("KGL", hub, carrier, **facts, transit_min_days=1, transit_max_days=1 + carrier) for hub in HUBS for carrier in range(3)]
    onward = [
        _card(hub, place, carrier, **facts, transit_min_days=2, transit_max_days=3 + carrier)
        for hub in HUBS for place in PLACES for carrier in range(3)
    ]  # fmt: skip
    return first + onward


def _extras(card: RateCard) -> list[dict]:
    per = "per_container" if card.container else "per_kg"
    rate = Decimal(120) if card.container else Decimal("0.05")
    return [
        {"code": "FSC", "basis": "percent", "rate": Decimal("12.5")},
        {"code": "THC", "basis": per, "rate": rate, "stage": "origin_terminal"},
        {"code": "DOC", "basis": "per_document", "rate": Decimal(40), "stage": "export"},
    ]
