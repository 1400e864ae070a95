"""Where a seller's money goes: encrypted at rest, masked on screen, every reading in full written to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from marketplace.accounts.encryption import fingerprint
from marketplace.history.services import record
from sellers.enums import PayoutKind
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def masked(number: str) -> str:
    """The last four, and no more than half of a short number."""
    shown = min(4, len(number) // 2)
    return "••••" + number[len(number) - shown :]


def payout_columns(*, seller: Seller, payout_kind: str, details: dict[str, str] | None) -> dict[str, Any]:
    """The columns for an account. `details` None keeps the account that stands, where its kind is the same."""
    if details is None:
        return {}
    number = details["account"] if payout_kind == PayoutKind.BANK else details["momo"]
    where = details.get("swift", "") if payout_kind == PayoutKind.BANK else "MoMo"
    return {
        "payout_kind": payout_kind,
        "payout_details": details,
        "payout_masked": f"{where} {masked(number)}",
        "payout_fingerprint": fingerprint(f"{payout_kind}:{where}:{number}"),
    }


@transaction.atomic
def read_payout(*, seller: Seller, by: User, why: str) -> dict[str, str]:
    """The account in full. The reading is logged before anything is shown."""
    record(subject=seller, action="seller.payout_read", by=by, note=why)
    return dict(seller.payout_details or {})
