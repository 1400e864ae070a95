"""The wallet's faces: a gateway for shops, one page for buyers. They are not there where settings do not open the sandbox."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from marketplace.money import Money
from orders.payments.sandbox import gateway as wallet
from orders.payments.sandbox.forms import PayForm
from orders.payments.sandbox.models import SandboxTrade
from orders.payments.sandbox.party import is_open
from orders.payments.sandbox.trades import TradeOver, close_if_overdue, let_expire, pay, refuse, signed_return

View = Callable[..., HttpResponse]


def only_in_the_sandbox(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_open():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@csrf_exempt  # the merchant's signature stands in its place
@never_cache
@only_in_the_sandbox
@require_http_methods(["GET", "POST"])
def gateway(request: HttpRequest) -> HttpResponse:
    """POST: a shop's signed request and the wallet's signed answer. GET: a buyer sent here by a shop."""
    if request.method == "POST":
        return HttpResponse(wallet.answer(request.POST.dict()), content_type="application/json; charset=utf-8")
    try:
        trade = wallet.open_trade(request.GET.dict())
    except wallet.Refused as refusal:
        return render(request, "payments/sandbox/refused.html", {"refusal": refusal}, status=400)
    return redirect("sandbox:pay", token=trade.token)


@never_cache
@only_in_the_sandbox
@require_http_methods(["GET", "POST"])
def pay_page(request: HttpRequest, token: str) -> HttpResponse:
    """The buyer pays, refuses or lets it be, and chooses how badly the wallet behaves."""
    trade = get_object_or_404(SandboxTrade, token=token)
    form = PayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _act(request, trade, form)
        except TradeOver:
            return redirect("sandbox:pay", token=token)
    close_if_overdue(trade)
    context = {"trade": trade, "form": form, "money": Money(trade.total_amount, trade.currency).rounded()}
    return render(request, "payments/sandbox/pay.html", {**context, "back": signed_return(trade)}, status=422 if form.errors else 200)


def _act(request: HttpRequest, trade: SandboxTrade, form: PayForm) -> HttpResponse:
    act = form.cleaned_data["act"]
    if act == "expire":
        let_expire(trade=trade)
        return redirect("sandbox:pay", token=trade.token)
    if act == "refuse":
        trade = refuse(trade=trade)
    else:
        trade = pay(
            trade=trade,
            behaviour=form.cleaned_data["behaviour"],
            delay=form.cleaned_data["delay"] or 0,
            is_refund_hesitant=form.cleaned_data["hesitant"],
            anyway=act == "pay-anyway",
        )
    return redirect(signed_return(trade))
