from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WordState(TextChoices):
    """Of a review or a question: who may read it."""

    WAITING = "waiting", pgettext_lazy("state of a review", "Waits to be looked at")
    PUBLISHED = "published", pgettext_lazy("state of a review", "Public")
    REJECTED = "rejected", pgettext_lazy("state of a review", "Not shown")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a review", "Withdrawn")


class RejectReason(TextChoices):
    """Why the desk does not show something. Its writer reads the label in their own language."""

    CONTACT = "contact", _("It names a way to be reached outside this market")
    OFF_TOPIC = "off_topic", _("It is not about the goods")
    INSULT = "insult", _("It insults somebody")
    PRIVATE = "private", _("It tells something private of another person")
    ADVERT = "advert", _("It advertises something else")
    PICTURE = "picture", _("A picture cannot be shown")
    FALSE = "false", _("It says what is known to be untrue")
    OTHER = "other", pgettext_lazy("reason", "Another reason")


class Part(TextChoices):
    """Of a review or a question: which of its two texts is meant."""

    WORDS = "words", pgettext_lazy("part of a review", "The text itself")
    ANSWER = "answer", pgettext_lazy("part of a review", "The public answer")


class WordReportState(TextChoices):
    """Of a reader's report."""

    OPEN = "open", pgettext_lazy("state of a reader's report", "open")
    UPHELD = "upheld", pgettext_lazy("state of a reader's report", "taken down")
    DISMISSED = "dismissed", pgettext_lazy("state of a reader's report", "it stays")
    GONE = "gone", pgettext_lazy("state of a reader's report", "its writer has taken it back")
