"""What RDB officers may do with transfers: read statements in, say what an open line is for, and order transfers back. Each is written to
the history. They keep the accounts too: a row that has been used is ended, never deleted."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "bank_transfer.view_bankaccount",
    "bank_transfer.add_bankaccount",
    "bank_transfer.change_bankaccount",
    "bank_transfer.view_bankstatement",
    "bank_transfer.import_statement",
    "bank_transfer.view_bankline",
    "bank_transfer.place_line",
    "bank_transfer.view_bankreturn",
    "bank_transfer.order_return",
    "bank_transfer.view_proforma",
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
