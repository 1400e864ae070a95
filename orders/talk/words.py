"""What to do about a refusal, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalog.trust.leaks import ContactLeak
from orders.talk.exceptions import TalkRefused
from orders.talk.services.writing import LONGEST, MOST_AN_HOUR, MOST_FILES


def spoken(refusal: TalkRefused) -> str:
    match refusal.why:
        case "empty":
            return _("Write something, or attach a file.")
        case "long":
            return _("At most %(most)s characters. Send it in two messages.") % {"most": LONGEST}
        case "files":
            return _("At most %(most)s files a message.") % {"most": MOST_FILES}
        case "blocked_by_you":
            return _("You have blocked messages with them. Lift the block to write.")
        case "blocked":
            return _("They take no messages just now. About an order, its page has returns and disputes.")
        case "own_firm":
            return _("This is your own firm.")
        case "not_selling":
            return _("This is no longer sold, so there is nobody to ask.")
        case "many":
            return _("That is very many messages. Please wait a while; an hour takes %(most)s.") % {"most": MOST_AN_HOUR}
        case "no_reason":
            return _("Please say why.")
        case "decided":
            return _("This has been decided meanwhile.")
        case _:
            return _("That cannot be done.")


def leak_spoken(leak: ContactLeak) -> str:
    """Why a text was held back, and what was found in it."""
    kinds = _(", ").join(str(kind.label) for kind in leak.kinds)
    return _(
        "Not sent: it names a way to be reached outside this market (%(kinds)s). Until an order between you is paid, please keep to these "
        "pages: payment, papers and disputes protect you here. Your words are still below; take it out and send them again."
    ) % {"kinds": kinds}
