from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sellers.access import office_page
from sellers.exceptions import SellerRefusal
from sellers.forms.profile import ProfileForm
from sellers.selectors.sellers import is_owner
from sellers.services import save_profile


@office_page
def page(request: HttpRequest) -> HttpResponse:
    """The firm as RDB knows it, and what its owners may change themselves."""
    seller = request.seller
    form = ProfileForm(request.POST or None, seller=seller)
    if request.method == "POST" and form.is_valid():
        try:
            save_profile(seller=seller, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved. Buyers see your story at once."))
        except SellerRefusal as refusal:
            messages.error(request, str(refusal))
        return redirect("sellers:firm")
    return render(
        request,
        "sellers/firm.html",
        {"seller": seller, "office": "firm", "office_name": seller.name, "form": form, "is_owner": is_owner(request.user, seller)},
        status=422 if form.errors else 200,
    )
