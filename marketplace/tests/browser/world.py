"""What stands in the house before anybody comes: the rows of the migrations, an officer, rates, a way to pay."""

from __future__ import annotations

from django.apps import apps

from catalog.tests.factories import ensure_reference
from marketplace.accounts.models import User
from marketplace.demo_data.people import load_people
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards, load_ways_to_pay
from marketplace.hubs.context import current_hub
from sellers.officers import RIGHTS, grant_to_officers
from sellers.rwanda import ensure_desk


def furnish() -> dict[str, User]:
    """Write it all, and give the demo people by name."""
    ensure_desk(current_hub(), apps.get_model)
    ensure_reference()
    load_exchange_rates()
    load_ways_to_pay()
    load_rate_cards()
    people = load_people()
    people["officer"].groups.add(grant_to_officers(RIGHTS))
    return people
