from django import forms
from django.utils.translation import gettext_lazy as _

BEHAVIOURS = [
    ("normal", _("Tell the shop at once")),
    ("delay", _("Tell the shop late")),
    ("double", _("Tell the shop three times")),
    ("reorder", _("Send “paid” first and “waiting” after it")),
    ("lose", _("Never tell the shop")),
    ("forge", _("Send a forged signature")),
    ("wrong_amount", _("Name a wrong amount")),
]


class PayForm(forms.Form):
    act = forms.ChoiceField(choices=[(act, act) for act in ("pay", "refuse", "expire", "pay-anyway")])
    behaviour = forms.ChoiceField(
        label=_("How the wallet tells the shop"), choices=BEHAVIOURS, initial="normal", required=False, widget=forms.RadioSelect
    )
    delay = forms.IntegerField(
        label=_("Seconds of delay, where it tells late"),
        min_value=1,
        max_value=3600,
        initial=30,
        required=False,
        error_messages={"min_value": _("At least one second."), "max_value": _("At most an hour: 3600 seconds.")},
    )
    hesitant = forms.BooleanField(label=_("Answer the first refund with “unknown, ask again”"), required=False)
