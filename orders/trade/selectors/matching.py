"""Which sellers a request is for, each with the reasons. A reason is a small dict; orders.trade.reasons says it in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from catalog.models import Product, Variant
from orders.trade.models import QuotationRequest
from sellers.enums import GOOD_EVIDENCE
from sellers.models import Evidence, Seller
from sellers.selectors.calendar import hub_zone

MOST = 50  # letters for one request
# What makes a seller fit; evidence and stock alone never do, they only rank.
WEIGHT = {"product": 100, "hs": 40, "heading": 20, "sector": 10, "stock": 5, "evidence": 3}


@dataclass
class Found:
    seller: Seller
    reasons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def score(self) -> int:
        return sum(WEIGHT[reason["why"]] for reason in self.reasons)


def sellers_for(request: QuotationRequest) -> list[Found]:
    """Approved firms that sell such goods, the best first; never a firm the buyer works for. Four queries however many sell."""
    sellers = Seller.objects.selling().exclude(members__user=request.buyer_id).prefetch_related("sectors")
    goods = _goods_of(request)
    found = [Found(seller, _fits(request, seller, goods.get(seller.pk, []))) for seller in sellers]
    found = [each for each in found if each.reasons]
    stock, papers = _stock_of(request, found, goods), _papers_of(request, found)
    for each in found:
        grams = stock.get(each.seller.pk, Decimal(0))
        if request.grams and grams >= request.grams:
            each.reasons.append({"why": "stock", "kilograms": str((grams / 1000).quantize(Decimal(1)))})
        if codes := papers.get(each.seller.pk):
            each.reasons.append({"why": "evidence", "codes": sorted(codes)})
    return sorted(found, key=lambda each: (-each.score, each.seller.pk))[:MOST]


def _goods_of(request: QuotationRequest) -> dict[int, list[Product]]:
    """Goods on sale under the heading of the request, by seller."""
    if len(request.hs_code) < 4:
        return {}
    rows = (
        Product.objects.on_sale()
        .filter(hs_code__hs6__startswith=request.hs_code[:4])
        .select_related("hs_code")
        .only("seller", "hs_code__hs6")
    )
    goods = defaultdict(list)
    for product in rows.only("seller", "hs_code__hs6"):
        goods[product.seller_id].append(product)
    return goods


def _fits(request: QuotationRequest, seller: Seller, goods: list[Product]) -> list[dict[str, Any]]:
    reasons: list[dict[str, Any]] = []
    if request.product_id and request.product.seller_id == seller.pk:
        reasons.append({"why": "product"})
    hs6 = request.hs_code[:6]
    if len(hs6) == 6 and any(product.hs_code.hs6 == hs6 for product in goods):
        reasons.append({"why": "hs", "code": hs6})
    elif goods:
        reasons.append({"why": "heading", "code": hs6[:4]})
    for sector in seller.sectors.all():
        if sector.pk == request.sector_id or (hs6 and any(hs6.startswith(prefix[:6]) for prefix in sector.hs_prefixes)):
            reasons.append({"why": "sector", "code": sector.code})
            break
    return reasons


def _stock_of(request: QuotationRequest, found: list[Found], goods: dict[int, list[Product]]) -> dict[int, Decimal]:
    """Grams on the shelf of such goods, by seller."""
    if not request.grams:
        return {}
    fits = Q(product__in=[product.pk for each in found for product in goods.get(each.seller.pk, [])])
    if request.product_id:
        fits |= Q(product=request.product_id)
    grams: dict[int, Decimal] = defaultdict(Decimal)
    for seller_id, free, net in Variant.objects.with_stock().filter(fits).values_list("product__seller", "available", "net_weight_g"):
        grams[seller_id] += Decimal(free or 0) * (net or 0)
    return grams


def _papers_of(request: QuotationRequest, found: list[Found]) -> dict[int, set[str]]:
    """Of the certificates asked for, those that RDB has looked at and that have not run out, by seller."""
    if not request.certificates:
        return {}
    today = timezone.localdate(timezone=hub_zone())
    rows = Evidence.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=today),
        seller__in=[each.seller.pk for each in found],
        code__in=request.certificates,
        state__in=GOOD_EVIDENCE,
        superseded_at__isnull=True,
    )
    papers: dict[int, set[str]] = defaultdict(set)
    for seller_id, code in rows.values_list("seller", "code"):
        papers[seller_id].add(code)
    return papers
