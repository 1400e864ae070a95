"""What RDB officers may do about differences with a provider: have a day compared, ask again, send money back, or say what it is. Each is
written to the history."""

from sellers.officers import grant_to_officers

LISTS = ("paidwithoutorder", "orderwithoutpayment", "amountdiffers", "refundmissing", "refundunknown")
RIGHTS = [
    "reconciliation.view_run",
    "reconciliation.reconcile",
    "reconciliation.resolve_difference",
    *(f"reconciliation.view_{name}" for name in LISTS),
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
