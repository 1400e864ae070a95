from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.signed_in import signed_in
from sellers.access import choose_seller, office_page
from sellers.exceptions import SellerRefusal
from sellers.forms import InviteForm
from sellers.selectors.sellers import is_owner
from sellers.services import accept_invitation, invite_member, remove_member, withdraw_invitation
from sellers.services.members import invitation_of


@office_page
def page(request: HttpRequest) -> HttpResponse:
    """Who works here; owners invite and remove."""
    seller = request.seller
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite_member(seller=seller, by=request.user, **form.cleaned_data)
        except SellerRefusal as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The letter to %(email)s is on its way.") % {"email": form.cleaned_data["email"]})
            return redirect("sellers:members")
    return render(
        request,
        "sellers/members.html",
        {
            "seller": seller,
            "office": "members",
            "office_name": seller.name,
            "form": form,
            "members": seller.members.select_related("user"),
            "invitations": seller.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True),
            "is_owner": is_owner(request.user, seller),
        },
        status=422 if form.errors else 200,
    )


@office_page
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(request.seller.members.select_related("user"), pk=pk)
    try:
        remove_member(member=member, by=request.user)
        messages.success(request, _("%(person)s no longer works here.") % {"person": member.user})
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sellers:apply" if member.user_id == request.user.pk else "sellers:members")


@office_page
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(request.seller.invitations, pk=pk)
    try:
        withdraw_invitation(invitation=invitation, by=request.user)
        messages.success(request, _("The invitation is taken back."))
    except SellerRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sellers:members")


@signed_in
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation. It asks before it acts, because mail programs open links too."""
    invitation, refusal = None, ""
    try:
        invitation = invitation_of(token)
        if request.method == "POST":
            seller = accept_invitation(token=token, by=request.user)
            choose_seller(request, seller)
            messages.success(request, _("Welcome to %(firm)s.") % {"firm": seller.name})
            return redirect("sellers:office")
    except SellerRefusal as error:
        refusal = str(error)
    is_other = invitation is not None and invitation.email.casefold() != request.user.email.casefold()
    return render(
        request, "sellers/join.html", {"invitation": invitation, "refusal": refusal, "is_other": is_other}, status=410 if refusal else 200
    )
