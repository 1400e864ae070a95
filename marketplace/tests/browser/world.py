"""What stands in the house before anybody comes: the rows of the migrations, an officer, rates, a way to pay."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.demo_data.money import load_terms
from marketplace.demo_data.people import load_people
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards, load_ways_to_pay
from sellers.officers import RIGHTS, grant_to_officers


def furnish() -> dict[str, User]:
    """Write it all, and give the demo people by name."""
    load_exchange_rates()
    load_ways_to_pay()
    load_rate_cards()
    load_terms()
    people = load_people()
    people["officer"].groups.add(grant_to_officers(RIGHTS))
    return people
