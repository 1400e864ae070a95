"""What RDB officers may do at the orders' desk: look, answer a question for a delivery rate, keep the rate cards, and work the refund
queue. A card that is changed is written to the history with its figures before and after, and none is deleted: it is ended. Trying a
refund again sends the same amount to the same payer and is written to the history; here they can neither ask for one nor change one."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "orders.view_ordergroup",
    "orders.view_order",
    "orders.view_orderline",
    "allocation.view_pool",
    "allocation.view_hold",
    "orders.view_deliveryinquiry",
    "orders.change_deliveryinquiry",
    "logistics.view_ratecard",
    "logistics.add_ratecard",
    "logistics.change_ratecard",
    # The lines of a card, entered with it.
    *(f"logistics.{what}_{line}" for line in ("ratebreak", "surcharge") for what in ("view", "add", "change")),
    *(f"logistics.{what}_{table}" for table in ("containertype", "insurancerate") for what in ("view", "add", "change")),
    "logistics.view_freightlot",
    "logistics.add_freightlot",
    "logistics.cancel_freightlot",
    "logistics.view_lotshare",
    "logistics.view_travelevent",
    "logistics.add_travelevent",
    "logistics.view_travelcost",
    "logistics.add_travelcost",
    *(f"logistics.{what}_carrieraccess" for what in ("view", "add", "change")),
    "logistics.view_carriermessage",
    "logistics.view_quote",
    "logistics.view_quoteoption",
    "money.view_exchangerate",
    "payments.view_payment",
    "payments.view_refund",
    "payments.retry_refund",
    *(
        f"ledger.view_{what}"
        for what in ("account", "entry", "posting", "paymentsplit", "commissionline", "commissionrule", "settlement", "providerfee")
    ),
    "ledger.add_settlement",
    *(f"payouts.view_{what}" for what in ("payout", "payoutbatch", "payoutsum", "payoutline", "payoutschedule")),
    "payouts.send_payout",
    "payouts.add_payoutschedule",
    "payouts.change_payoutschedule",
    "ledger.add_commissionrule",
    "ledger.change_commissionrule",
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
