"""Why a phone did not pay, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "PAYER_NOT_FOUND": _("This number holds no mobile money account. Look at the number, or use another."),
    "NOT_ALLOWED": _("This number may not pay by mobile money. Use another, or ask MTN."),
    "PAYEE_NOT_ALLOWED_TO_RECEIVE": _("MTN does not let this payment through. Pay another way; our desk looks after it."),
    "NOT_ENOUGH_FUNDS": _("There is not enough money on this phone. Nothing was charged."),
    "PAYER_LIMIT_REACHED": _("This phone has reached MTN’s limit for today. Nothing was charged."),
    "APPROVAL_REJECTED": _("The payment was refused on the phone. Nothing was charged."),
    "EXPIRED": _("Nobody approved on the phone in time. Nothing was charged."),
    "COULD_NOT_PERFORM_TRANSACTION": _("Nobody approved on the phone in time. Nothing was charged."),
}
OTHERWISE = _("MTN could not carry out the payment. Nothing was charged; try again in a moment.")


def why(reason: str) -> str:
    return str(REASONS.get(reason, OTHERWISE))
