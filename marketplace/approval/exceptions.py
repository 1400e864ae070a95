from datetime import date

from django.utils.translation import gettext_lazy as _


class RowRefused(Exception):
    """A row that may not be changed so; `message` says why and what to do."""

    message = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.message)


class SecondOfficerNeeded(RowRefused):
    message = _("Another officer than the one who proposed this row must confirm it.")


class ChangedSince(RowRefused):
    """Somebody changed the proposal between the second officer's look and the confirmation."""

    message = _("This proposal was changed after you opened this list. Look at it again, then put it in force.")


class NotProposed(RowRefused):
    message = _("This row is no longer a proposal. To change a row in force, propose a newer one.")


class NotInForce(RowRefused):
    message = _("This row is not in force, or ends today already.")


class LaterRowStands(RowRefused):
    """A row in force begins later than the proposal: confirming it would undo what two officers agreed."""

    message = _("A row in force begins later, on %(start)s. Let the proposal end the day before, or begin on that day.")

    def __init__(self, start: date) -> None:
        super().__init__(start)
        self.start = start

    def __str__(self) -> str:
        return str(self.message) % {"start": self.start.isoformat()}
