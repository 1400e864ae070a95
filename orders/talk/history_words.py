from django.utils.translation import gettext_lazy as _

WORDS = {
    "talk.blocked": _("Messages blocked"),
    "talk.unblocked": _("Block of messages lifted"),
    "talk.reported": _("Message reported"),
    "talk.report_upheld": _("Reported message hidden"),
    "talk.report_dismissed": _("Report of a message dismissed"),
    "talk.retention_added": _("Retention of conversations set"),
}
