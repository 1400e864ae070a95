from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What two books can disagree about."""

    PAID_WITHOUT_ORDER = "paid_without_order", _("paid without order")
    ORDER_WITHOUT_PAYMENT = "order_without_payment", _("order without payment")
    AMOUNT_DIFFERS = "amount_differs", _("amount differs")
    REFUND_MISSING = "refund_missing", _("refund missing at the provider")
    REFUND_UNKNOWN = "refund_unknown", _("refund that is not ours")


class DifferenceState(models.TextChoices):
    OPEN = "open", _("open")
    HEALED = "healed", _("both agree now")
    SENT_BACK = "sent_back", _("being sent back")
    EXPLAINED = "explained", _("explained")


class RunState(models.TextChoices):
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("not complete")
