"""Who stands at the office's door. Fetching is the check: whoever does not work for the firm meets 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from marketplace.accounts.signed_in import signed_in
from sellers.enums import SellerState
from sellers.models import EvidenceFile, Seller
from sellers.selectors.sellers import seller_for, sellers_of

CHOSEN = "seller"  # the session's key for the firm a person of several works for now


def current_seller(request: HttpRequest) -> Seller | None:
    """The firm the signed-in person works for now; None when there is none. Asked once a request: every line of the side list asks."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "firm_of_now"):
        request.firm_of_now = seller_for(request.user, request.session.get(CHOSEN, ""))
    return request.firm_of_now


def choose_seller(request: HttpRequest, seller: Seller) -> None:
    request.session[CHOSEN] = seller.slug
    request.firm_of_now = seller


def office_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the office: signed in, for a firm of one's own (`request.seller`), and only once RDB has let it in.

    Whoever has no firm yet, or one that still waits, is led to the application."""

    @signed_in
    @wraps(view)
    def inner(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        seller = current_seller(request)
        if seller is None or seller.state not in (SellerState.APPROVED, SellerState.SUSPENDED):
            return redirect("sellers:apply")
        request.seller = seller
        return view(request, *args, **kwargs)

    return inner


def get_file_for(user, public_id) -> EvidenceFile:
    """A paper, for the people of its firm and for officers. Raises Http404 for everybody else."""
    file = EvidenceFile.objects.filter(public_id=public_id).select_related("evidence__seller", "evidence__requirement").first()
    if file is None or not user.is_authenticated:
        raise Http404
    is_officer = user.is_staff and user.has_perm("sellers.review_seller")
    if not is_officer and not sellers_of(user).filter(pk=file.evidence.seller_id).exists():
        raise Http404
    return file
