from django.utils.translation import gettext_lazy as _

WORDS = {
    "synonym.added": _("Equal words added"),
    "synonym.changed": _("Equal words changed"),
    "synonym.removed": _("Equal words removed"),
}
