"""Our own landscapes by name, for pages without a photo."""

from django.utils.translation import gettext_lazy as _

SCENES = [
    ("", _("none")),
    ("tea-hills", _("tea hills above a lake")),
    ("volcanoes", _("volcanoes")),
    ("lake", _("lake")),
    ("savanna", _("savanna")),
    ("canopy", _("canopy walk in the forest")),
    ("city", _("city")),
    ("gorilla", _("gorilla")),
]
