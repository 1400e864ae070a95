"""Words of the books. Amounts are signed: what an account receives is above zero, what it gives is below."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountKind(TextChoices):
    PROVIDER = "provider", _("money at a payment provider")
    BANK = "bank", _("the marketplace's bank account")
    HELD = "held", _("held for a seller until the goods arrive")
    PAYABLE = "payable", _("owed to a seller")
    IN_TRANSIT = "in_transit", _("on its way to a seller")
    RETURNING = "returning", _("on its way back to a buyer")
    DEPOSIT = "deposit", _("parts held for a buyer until all has come")
    UNASSIGNED = "unassigned", _("received for something without a seller")
    COMMISSION = "commission", _("commission earned")
    TAX = "tax", _("taxes owed to the authority")
    FEES = "fees", _("fees of payment providers")
    GOODWILL = "goodwill", _("refunds the marketplace bears")
    PROMOTION = "promotion", _("discounts that are not the seller’s")
    EXCHANGE = "exchange", _("between two currencies")


OF_SELLERS = (AccountKind.HELD, AccountKind.PAYABLE, AccountKind.IN_TRANSIT)


class EntryKind(TextChoices):
    CAPTURE = "capture", _("payment received")
    PART = "part", _("part of a payment received")
    REFUND = "refund", _("refund to the buyer")
    FULFILMENT = "fulfilment", _("goods arrived")
    PAYOUT = "payout", _("payout begun")
    PAYOUT_PAID = "payout_paid", _("payout paid")
    PAYOUT_RETURNED = "payout_returned", _("payout came back")
    SETTLEMENT = "settlement", _("payment provider paid us")
    PROVIDER_FEE = "provider_fee", _("fee of a payment provider")


class Item(TextChoices):
    """What a posting is for: a line of a seller's statement."""

    GOODS = "goods", _("Goods")
    PROMOTION = "promotion", _("Discount paid by the marketplace")
    DELIVERY = "delivery", _("Delivery")
    COMMISSION = "commission", _("Commission")
    COMMISSION_TAX = "commission_tax", _("Tax on the commission")
    WITHHOLDING = "withholding", _("Tax withheld")
    FREIGHT = "freight", _("Freight of a return")
    GOODWILL = "goodwill", _("Goodwill")
    MONEY = "money", _("Money")
    PAYOUT = "payout", _("Payout")
    FEE = "fee", _("Fee")
    EXCHANGE = "exchange", _("Exchange")


class LimitKind(TextChoices):
    """Why a line is not its rate of its base."""

    LEAST = "least", _("the least for an order")
    MOST = "most", _("the most for an order")


class RuleKind(TextChoices):
    """What is kept back of a sale, in the order in which it is worked out."""

    COMMISSION = "commission", _("commission on the goods")
    COMMISSION_TAX = "commission_tax", _("tax on the commission")
    WITHHOLDING = "withholding", _("tax withheld from the goods")
