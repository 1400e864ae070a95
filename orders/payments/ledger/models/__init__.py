from orders.payments.ledger.models.books import Account, Entry, Posting
from orders.payments.ledger.models.commission import CommissionLine, CommissionRule
from orders.payments.ledger.models.fee import ProviderFee
from orders.payments.ledger.models.settlement import Settlement
from orders.payments.ledger.models.split import PaymentSplit

__all__ = ["Account", "CommissionLine", "CommissionRule", "Entry", "PaymentSplit", "Posting", "ProviderFee", "Settlement"]
