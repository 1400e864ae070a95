"""A return that waits for its seller and a dispute that waits for RDB, made by the same services as people's clicks."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from orders.aftersale.enums import DisputeKind, ReturnReason
from orders.aftersale.services.disputes import answer_dispute, escalate, open_dispute
from orders.aftersale.services.returns import ask_return
from orders.enums import OrderState
from orders.models import Order

RETURNED, DISPUTED = "demo:first-coffee", "demo:green-trial"


def load_aftersale(say: Callable[[str], None]) -> int:
    """Whatever of it is not there yet. Safe to call again."""
    new = 0
    for key, tell in ((RETURNED, _return), (DISPUTED, _dispute)):
        order = Order.objects.filter(group__idempotency_key=key, state=OrderState.DELIVERED).select_related("group__user", "seller").first()
        if order and not order.returns.exists() and not order.disputes.exists():
            tell(order)
            new += 1
    if new:
        say("a return and a dispute")
    return new


def _return(order: Order) -> None:
    line = order.lines.get()
    words = "一包的封口裂开了，咖啡豆漏了出来。"
    ask_return(order=order, quantities={line.pk: 1}, reason=ReturnReason.DAMAGED, note=words, photos=[_picture()], by=order.group.user)


def _dispute(order: Order) -> None:
    member = order.seller.members.select_related("user").first()
    wish = order.lines.get().price.amount
    words = "五袋中有一袋受潮，豆子有霉味。请退还一袋的价款。"
    case = open_dispute(order=order, kind=DisputeKind.DAMAGED, wish=wish, text=words, photos=[_picture()], by=order.group.user)
    if member is None:
        return
    text = "The bags left our store dry and sealed. We offer a third of the price of one bag."
    case = answer_dispute(dispute=case, offer=(wish / 3).quantize(Decimal("1")), text=text, by=member.user)
    escalate(dispute=case, text="照片上能看到水渍。请 RDB 裁定。", by=order.group.user)


def _picture() -> SimpleUploadedFile:
    """A torn bag, drawn: the demo shows no photo of a real one."""
    image = Image.new("RGB", (480, 360), "#efe8dc")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((150, 60, 330, 310), 14, fill="#7a4a2b")
    draw.polygon([(150, 150), (215, 170), (190, 200), (250, 220), (150, 245)], fill="#efe8dc")
    for x, y in ((120, 262), (138, 280), (104, 288), (156, 296), (90, 304)):
        draw.ellipse((x, y, x + 16, y + 11), fill="#4a2a17")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return SimpleUploadedFile("demonstration.jpg", out.getvalue(), content_type="image/jpeg")
