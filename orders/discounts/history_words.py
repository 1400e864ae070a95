from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "discount.made": _("Discount made by the seller"),
    "discount.proposed": _("Discount proposed"),
    "discount.confirmed": _("Discount confirmed by a second officer"),
    "discount.agreed": _("The seller agreed to pay a part of a discount"),
    "discount.ended": _("Discount ended"),
}
