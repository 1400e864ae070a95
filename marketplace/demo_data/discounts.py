"""Three discounts of the demo: a firm's code, a firm's rule that counts by itself, and one on the campaign's goods that the campaign pays.
Rates and dates are demonstration figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.campaigns.models import Campaign
from catalog.models import Product
from marketplace.demo_data.campaigns import SLUG
from orders.discounts.enums import Keeper
from orders.discounts.models import Discount
from orders.discounts.services.keeping import stand

DAYS = 28
CODE = "HILLS15"


def load_discounts(say: Callable[[str], None]) -> None:
    """The rules, once; each where its firm or campaign is in the market. Safe to call again."""
    if Discount.objects.exists():
        return
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    coffee = Product.objects.on_sale().filter(slug="coocamu-washed-bourbon-250-g").first()
    basket = Product.objects.on_sale().filter(category__slug="baskets").order_by("pk").first()
    campaign = Campaign.objects.filter(slug=SLUG).first()
    by_seller: dict[str, Any] = {"keeper": Keeper.SELLER, "house_percent": 0}
    with transaction.atomic():
        if coffee is not None:
            _stand(
                now, "First coffee from the hills", "初遇山间咖啡", code=CODE, percent=Decimal(15), seller_id=coffee.seller_id, **by_seller
            )
        if basket is not None:
            least = {"minimum_amount": Decimal(300), "currency": "CNY"}
            _stand(now, "Two are better", "成双更划算", percent=Decimal(10), seller_id=basket.seller_id, **least, **by_seller)
        if campaign is not None:
            _stand(now, "Tear Off the Label", "撕掉标签", percent=Decimal(5), campaign=campaign, is_of_campaign=True)
    say("discounts")


def _stand(now: Any, english: str, chinese: str, **fields: Any) -> None:
    stand(Discount(name_en=english, name_zh_hans=chinese, starts_at=now, ends_at=now + timedelta(days=DAYS), **fields))
