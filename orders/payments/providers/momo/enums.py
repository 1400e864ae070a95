from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AskState(TextChoices):
    """One question on a payer's phone. While it is open nobody else is asked for the same payment."""

    CREATED = "created", pgettext_lazy("state of a question", "written down")
    PENDING = "pending", pgettext_lazy("state of a question", "on the phone")
    SUCCESSFUL = "successful", pgettext_lazy("state of a question", "approved")
    FAILED = "failed", pgettext_lazy("state of a question", "not approved")


OPEN = (AskState.CREATED, AskState.PENDING)


class SendingKind(TextChoices):
    REFUND = "refund", _("refund")
    TRANSFER = "transfer", pgettext_lazy("money to a phone", "transfer")


class SendingState(TextChoices):
    """Money to somebody's phone."""

    CREATED = "created", pgettext_lazy("money to a phone", "written down")
    PENDING = "pending", pgettext_lazy("money to a phone", "on its way")
    SUCCESSFUL = "successful", pgettext_lazy("money to a phone", "arrived")
    FAILED = "failed", pgettext_lazy("money to a phone", "did not arrive")
