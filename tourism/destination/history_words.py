from django.utils.translation import gettext_lazy as _

WORDS = {
    "place.photos_changed": _("Photos of the place changed"),
    "collection.items_changed": _("Stops of the collection changed"),
}
