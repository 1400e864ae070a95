from django import forms
from django.utils.translation import gettext_lazy as _

from sellers.enums import MemberRole


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("An e-mail address looks like name@example.rw.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (MemberRole.STAFF, _("Staff: products, orders and papers")),
            (MemberRole.OWNER, _("Owner: also the application, the account and the members")),
        ],
        widget=forms.RadioSelect,
        initial=MemberRole.STAFF,
    )
