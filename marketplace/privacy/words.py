from django.utils.translation import gettext_lazy as _

WORDS = {
    "privacy.export_asked": _("Copy of the data asked for"),
    "privacy.export_made": _("Copy of the data made"),
    "privacy.export_fetched": _("Copy of the data fetched"),
    "privacy.export_deleted": _("Copy of the data deleted"),
    "privacy.erasure_asked": _("Erasure asked for"),
    "privacy.erasure_taken_back": _("Erasure taken back"),
    "privacy.erasure_deferred": _("Erasure put off"),
    "privacy.erased": _("Person erased"),
    "privacy.tried_again": _("Request of a person tried again"),
    "privacy.swept": _("Old personal data deleted"),
}
