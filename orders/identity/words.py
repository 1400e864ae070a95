"""What the history says of real names. No entry ever holds one."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "real_name.given": _("Real name given for customs"),
    "real_name.read": _("Real name read in full"),
    "real_name.erased": _("Real name erased"),
    "saved_person.saved": _("Real name saved for the next order"),
    "saved_person.read": _("Saved real name read"),
    "saved_person.deleted": _("Saved real name deleted"),
    "retention_rule.entered": _("Retention period entered"),  # by one officer, as it was until 22 November 2026
}
