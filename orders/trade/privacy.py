"""What wholesale holds of persons: who asked, offered and signed for a company, and where the goods shall go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Hindrance, Holding, declare, hinders, leave_out
from marketplace.privacy.rows import rows_of
from orders.trade.enums import RUNNING_REQUESTS, ContractState, RequestState
from orders.trade.models import DeliveryPoint, KeptSheet, QuotationRequest, Sample, SupplyContract

ROOM = _("Wholesale")


def _asked(person: Person) -> list[dict[str, Any]]:
    if not person.is_member:
        return []
    columns = ("number", "state", "company_name", "title", "details", "quantity", "unit", "place", "created_at", "ended_at")
    told: list[dict[str, Any]] = list(QuotationRequest.objects.filter(buyer=person.user_id).order_by("pk").values(*columns))
    sample = ("offer__number", "amount_wanted", "address", "state", "asked_at")
    return [*told, *Sample.objects.filter(offer__request__buyer=person.user_id).order_by("pk").values(*sample)]


def _empty(person: Person) -> int:
    """Drafts and what never came to a contract lose their words; samples their address."""
    if not person.is_member:
        return 0
    mine = QuotationRequest.objects.filter(buyer=person.user_id).exclude(state=RequestState.AWARDED)
    samples = Sample.objects.filter(offer__request__buyer=person.user_id)
    return mine.exclude(details="").update(details="") + samples.exclude(address="").update(address="")


def _contracts(person: Person) -> list[dict[str, Any]]:
    if not person.is_member:
        return []
    columns = (
        "number",
        "state",
        "company_name",
        "seller__legal_name",
        "pieces",
        "unit_price",
        "currency",
        "consignee",
        "made_at",
        "agreed_at",
    )
    points = ("contract__number", "code", "name", "city", "line", "phone")
    mine = SupplyContract.objects.filter(buyer=person.user_id)
    return [*mine.order_by("pk").values(*columns), *DeliveryPoint.objects.filter(contract__in=mine).order_by("pk").values(*points)]


@hinders
def trade_runs(person: Person) -> Iterable[Hindrance]:
    if not person.is_member:
        return
    for number in QuotationRequest.objects.filter(buyer=person.user_id, state__in=RUNNING_REQUESTS).values_list("number", flat=True):
        yield Hindrance("requests_open", _("Request %(number)s still takes offers. Withdraw it first.") % {"number": number}, "trade/")
    live = Q(state__in=[ContractState.PROPOSED, ContractState.ACTIVE])
    for number in SupplyContract.objects.filter(live, buyer=person.user_id).values_list("number", flat=True):
        yield Hindrance("contracts_open", _("Supply contract %(number)s is in force.") % {"number": number}, "trade/")


declare(
    Holding(
        "trade.requests",
        room=ROOM,
        what=_("Requests for quotation and samples: company, what you wrote, and where a sample goes"),
        why=_("So that sellers can make you an offer"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.EMPTIED,
        fields={"trade.QuotationRequest": ["buyer", "company_name", "details"], "trade.Sample": ["address"]},
        until=_("As long as the account"),
        given_to=_("sellers whose goods fit"),
        export=_asked,
        erase=_empty,
    ),
    Holding(
        "trade.contracts",
        room=ROOM,
        what=_("Supply contracts, letters of credit and delivery points: company, consignee, address and telephone of a point"),
        why=_("Both sides agreed to them, and their books need them"),
        whose=Whose.BUYER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={
            "trade.SupplyContract": ["buyer", "company_name", "consignee"],
            "trade.DeliveryPoint": ["name", "line", "phone"],
            "trade.LetterOfCredit": ["applicant", "beneficiary"],
        },
        period="orders.books",
        until=_("counted from the order"),
        given_to=_("the seller, the carrier, customs and the banks of a letter of credit"),
        export=_contracts,
    ),
    Holding(
        "trade.sheets",
        room=ROOM,
        what=_("Sheets of delivery points that you began and did not finish"),
        why=_("So that nothing typed is lost"),
        whose=Whose.BUYER,
        basis=Basis.CONTRACT,
        fate=Fate.GOES,
        fields={"trade.KeptSheet": ["owner", "name", "rows"]},
        until=_("Until you finish or delete it"),
        **rows_of(KeptSheet, "owner", ["name", "rows", "kept_at"]),
    ),
)
leave_out("trade.LetterOfCredit", ["issuing_bank"], "a bank")
