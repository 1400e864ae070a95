"""Orders that have arrived, and what their buyers send. The cast: alice sells, carla buys, olive decides, charlie is a stranger."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from marketplace.accounts.models import User
from orders.aftersale.desk import ensure_rights
from orders.aftersale.enums import ReturnReason
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.services import returns
from orders.enums import OrderState
from orders.models import Order
from orders.services.fulfilment import confirm_receipt
from orders.tests.factories import make_order, make_user
from sellers.officers import GROUP


def picture(name: str = "torn.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#8a5a3c").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def make_officer(name: str = "olive") -> User:
    """At the desk without a second factor, as the demo's officers are."""
    ensure_rights()
    officer = make_user(name, is_staff=True, is_demo=True)
    officer.groups.add(Group.objects.get(name=GROUP))
    return User.objects.get(pk=officer.pk)


def make_delivered(*variants, by: User, days_ago: int = 0, **facts) -> Order:
    order = confirm_receipt(order=make_order(*variants, state=OrderState.SHIPPED, by=by, **facts), by=None)
    if days_ago:
        Order.objects.filter(pk=order.pk).update(delivered_at=timezone.now() - timedelta(days=days_ago))
    return Order.objects.select_related("group", "seller").get(pk=order.pk)


def ask(order: Order, *pieces: int, reason: str = ReturnReason.DAMAGED, photos=None, **facts) -> GoodsReturn:
    lines = order.lines.order_by("position")
    quantities = {line.pk: quantity for line, quantity in zip(lines, pieces, strict=True)}
    pictures = [picture()] if photos is None else photos
    return returns.ask_return(order=order, quantities=quantities, reason=reason, photos=pictures, **{"by": None, "note": "Torn.", **facts})


def received(goods_return: GoodsReturn, *, by: User, freight: int = 0) -> GoodsReturn:
    """Brought as far as the seller's table."""
    case = returns.approve_return(goods_return=goods_return, by=by)
    case = returns.send_return(
        goods_return=case, carrier="Post", tracking_number="RR123", freight=Decimal(freight), photos=[picture("receipt.jpg")], by=None
    )
    return returns.receive_return(goods_return=case, by=by)


def overdue(case: GoodsReturn | Dispute) -> None:
    type(case).objects.filter(pk=case.pk).update(due_at=timezone.now() - timedelta(minutes=1))
