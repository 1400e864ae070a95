from orders.payments.reconciliation.services.comparing import reconcile_day
from orders.payments.reconciliation.services.resolving import CannotResolve, explain, look_again, send_again, send_back, take_in

__all__ = ["CannotResolve", "explain", "look_again", "reconcile_day", "send_again", "send_back", "take_in"]
