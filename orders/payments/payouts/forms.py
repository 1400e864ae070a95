from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget


class SendBackForm(forms.Form):
    reason = forms.CharField(label=_("Reason, for the officer who prepared it"), max_length=200, widget=UnfoldAdminTextInputWidget)


class EndForm(forms.Form):
    reason = forms.CharField(label=_("Reason, as the seller will read it"), max_length=200, widget=UnfoldAdminTextInputWidget)
