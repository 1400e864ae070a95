"""The wallet's faces: a gateway for shops, one page for buyers."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from orders.payments.sandbox import faults
from orders.payments.sandbox.alipay import bills, trades
from orders.payments.sandbox.alipay import gateway as wallet
from orders.payments.sandbox.alipay.forms import PayForm
from orders.payments.sandbox.alipay.party import MERCHANTS
from orders.payments.sandbox.alipay.paying import let_expire, pay, refuse, signed_return
from orders.payments.sandbox.alipay.trades import Trade, TradeOver
from orders.payments.sandbox.faults import Fault

SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€"}


@require_http_methods(["GET", "POST"])
def gateway(request: HttpRequest) -> HttpResponse:
    """A shop's signed request and the wallet's signed answer; or, by GET, a buyer sent here by a shop."""
    if request.method == "POST" or request.GET.get("method") in wallet.METHODS:  # some merchants' libraries ask by GET
        body = wallet.answer({**request.GET.dict(), **request.POST.dict()}, here=f"http://{request.headers.get('Host', '')}")
        return HttpResponse(status=504) if body is None else HttpResponse(body, content_type="text/html;charset=utf-8")
    try:
        trade = wallet.open_trade(request.GET.dict())
    except wallet.Refused as refusal:
        return render(request, "payments/sandbox/refused.html", {"refusal": refusal}, status=400)
    return redirect("alipay-pay", token=trade.token)


@require_GET
def bill(request: HttpRequest, app_id: str, day: str) -> HttpResponse:
    """A merchant downloads the list of a day."""
    if app_id not in MERCHANTS or not bills.is_open(app_id, day, request.GET.get("until", ""), request.GET.get("sign", "")):
        raise Http404
    return HttpResponse(bills.zipped(app_id, date.fromisoformat(day)), content_type="application/zip")


@require_GET
def code(request: HttpRequest, token: UUID) -> HttpResponse:
    """Somebody has scanned a code."""
    try:
        trade = wallet.scan(str(token))
    except wallet.Refused as refusal:
        return render(request, "payments/sandbox/refused.html", {"refusal": refusal}, status=400)
    return redirect("alipay-pay", token=trade.token)


@require_http_methods(["GET", "POST"])
def pay_page(request: HttpRequest, token: UUID) -> HttpResponse:
    """The buyer pays, refuses or lets it be, and chooses how badly the wallet behaves."""
    trade = trades.by_token(str(token))
    if trade is None:
        raise Http404
    form = PayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _act(trade, form.cleaned_data)
        except TradeOver:
            return redirect("alipay-pay", token=token)
    trade = trades.close_if_overdue(trade)
    context = {"trade": trade, "form": form, "amount": shown(trade), "back": signed_return(trade)}
    return render(request, "payments/sandbox/pay.html", context, status=422 if form.errors else 200)


def shown(trade: Trade) -> str:
    """The amount as people write it: ¥400.80."""
    if sign := SIGNS.get(trade.currency):
        return f"{sign}{trade.total:,.2f}"
    return f"{trade.currency} {trade.total:,.0f}" if trade.total == int(trade.total) else f"{trade.currency} {trade.total:,.2f}"


def _act(trade: Trade, wish: dict) -> HttpResponse:
    if wish["act"] == "expire":
        let_expire(trade)
        return redirect("alipay-pay", token=trade.token)
    if wish["act"] == "refuse":
        return _back(refuse(trade))
    behaviour = wish["behaviour"] or "normal"
    fault = Fault(behaviour, wish["delay"] or 0) if behaviour != "normal" else None
    trade = pay(trade, fault=fault, anyway=wish["act"] == "pay-anyway")
    if wish["hesitant"]:
        faults.order(gateway="alipay", step="refund", kind="unknown", about=trade.out_trade_no)
    return _back(trade)


def _back(trade: Trade) -> HttpResponse:
    """To the shop; who scanned a code stays here, for the shop's page stands on another screen."""
    return redirect(signed_return(trade)) if trade.return_url else redirect("alipay-pay", token=trade.token)
