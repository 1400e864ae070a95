"""Rate cards, exchange rates and ways to pay of the demo. Every figure is a demonstration figure, and its row says so."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from marketplace.approval.services import stand
from marketplace.hubs.context import current_hub
from marketplace.money.models import ExchangeRate
from orders.logistics.enums import Clause
from orders.logistics.models import InsuranceRate, RateCard
from orders.logistics.rate_sheet import read_breaks, read_surcharges, replace_prices
from orders.payments.models import PaymentRoute
from orders.payments.providers.bank_transfer.models import BankAccount

CARDS = [Path(__file__).with_name(name) for name in ("rate_cards.csv", "freight_cards.csv")]
SINCE = date(2025, 1, 1)
SOURCE = gettext_noop("Demonstration rate; no bank's")
PER_DOLLAR = {"CNY": Decimal("7.10"), "EUR": Decimal("0.86"), "RWF": Decimal(1452)}
LEG = ("destination_place", "container")
KEY = ["carrier", "service", "mode", "origin", "destination_country", "destination_region", *LEG, "commodity", "valid_from"]


@transaction.atomic
def load_rate_cards() -> int:
    """The cards of rate_cards.csv and the legs of freight_cards.csv, made where missing; a card that staff have changed since is left
    alone. Returns how many are new."""
    new = 0
    for path in CARDS:
        with path.open(newline="") as file:
            new += sum(_load_card(row) for row in csv.DictReader(file))
    _load_insurance()
    return new


def _load_card(row: dict[str, str]) -> bool:
    values: dict[str, Any] = {name: value for name, value in row.items() if value and name not in ("breaks", "surcharges")}
    values["is_demonstration"] = row["is_demonstration"] == "1"
    key = {name: values.pop(name, "") for name in KEY}
    if RateCard.objects.filter(**key).exists():
        return False  # here already, or staff have put a newer one in its place
    try:
        with transaction.atomic():
            card = RateCard.objects.create(hub=current_hub(), **key, **values)
            replace_prices(card, read_breaks(row["breaks"]), read_surcharges(row["surcharges"]))
            stand(card)
    except IntegrityError:
        return False  # staff have entered a card of their own for these days
    return True


def _load_insurance() -> None:
    for clause in Clause:
        if not InsuranceRate.objects.filter(clause=clause).exists():
            facts = {"insurer": "Demonstration insurance", "percent": Decimal("0.30"), "minimum": Decimal(35), "currency": "USD"}
            stand(
                InsuranceRate.objects.create(
                    hub=current_hub(),
                    clause=clause,
                    valid_from=SINCE,
                    source="Demonstration figures made for this demo; no insurer's tariff.",
                    is_demonstration=True,
                    **facts,
                )
            )


def load_exchange_rates() -> None:
    """Every pair of the currencies in use, so that no price needs a crossing of two rates."""
    per_dollar = {"USD": Decimal(1), **PER_DOLLAR}
    for base, quote in (("USD", "CNY"), ("USD", "EUR"), ("USD", "RWF"), ("EUR", "CNY"), ("EUR", "RWF"), ("CNY", "RWF")):
        rate = (per_dollar[quote] / per_dollar[base]).quantize(Decimal("0.0000000001"))
        ExchangeRate.objects.get_or_create(hub=current_hub(), base=base, quote=quote, day=SINCE, defaults={"rate": rate, "source": SOURCE})


def load_mobile_money() -> None:
    """The sandbox's phone company, for francs."""
    PaymentRoute.objects.get_or_create(
        hub=current_hub(),
        provider="momo",
        currency="RWF",
        country="",
        valid_from=SINCE,
        defaults={"position": 20, "source": "The demo's own phone company; no money moves"},
    )


def load_bank_accounts() -> None:
    """Accounts of a bank that does not exist, and the way to pay into them."""
    for position, currency in enumerate(current_hub().selling_currencies, start=1):
        BankAccount.objects.get_or_create(
            hub=current_hub(),
            number=f"0000{position:04}000042",
            currency=currency,
            valid_from=SINCE,
            defaults={
                "holder": "Isoko Demonstration",
                "holder_address": "KG 9 Avenue, Kigali, Rwanda",
                "bank": "Demonstration Bank of Rwanda",
                "bank_address": "KN 4 Avenue, Kigali, Rwanda",
                "bic": "DEMORWRW",
                "days_to_pay": 7,
                "source": "Demonstration account; no bank's",
                "is_demonstration": True,
            },
        )
        PaymentRoute.objects.get_or_create(
            hub=current_hub(),
            provider="bank_transfer",
            currency=currency,
            country="",
            valid_from=SINCE,
            defaults={"position": 50, "source": "The demo's own account; send no money"},
        )


def load_ways_to_pay() -> None:
    """Alipay for yuan, the sandbox wallet for every currency of the hub, an account that does not exist for companies, a phone company for
    francs."""
    load_bank_accounts()
    load_mobile_money()
    ways = [("alipay", "CNY", 5), ("alipay_code", "CNY", 6), *(("sandbox", currency, 10) for currency in current_hub().selling_currencies)]
    for provider, currency, position in ways:
        PaymentRoute.objects.get_or_create(
            hub=current_hub(),
            provider=provider,
            currency=currency,
            country="",
            valid_from=SINCE,
            defaults={"source": "The demo's own payment companies; no money moves", "position": position},
        )
