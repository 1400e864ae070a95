"""What an order copies of the world on the day it is placed, so that later edits change no order and no paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marketplace.hubs.context import current_hub
from orders.discounts.terms import frozen
from orders.models import Order, OrderLine
from orders.selectors.cart import CartItem
from sellers.models import Seller


def frozen_seller(seller: Seller) -> dict[str, object]:
    return {
        "seller": seller,
        "seller_legal_name": seller.legal_name,
        "seller_trade_name": seller.name,
        "seller_tin": seller.tin,
        "seller_registration": f"{seller.registration_kind} {seller.registration_number}".strip(),
        "seller_address": seller.sector_address,
        "seller_district": seller.district.name if seller.district else "",
        "seller_country": current_hub().country,
        "seller_contact": seller.contact_name,
        "seller_phone": str(seller.contact_phone or ""),
        "seller_email": seller.contact_email,
    }


def frozen_lines(order: Order, items: Iterable[CartItem]) -> Iterator[OrderLine]:
    for position, item in enumerate(items, start=1):
        yield _frozen_line(order, position, item)


def _frozen_line(order: Order, position: int, item: CartItem) -> OrderLine:
    offer = item.offer
    product, variant, hs_code = offer.product, offer.variant, offer.product.hs_code
    return OrderLine(
        order=order,
        position=position,
        variant=variant,
        sku=variant.sku,
        product_slug=product.slug,
        name_en=product.name_en or product.name,
        name_zh=product.name_zh_hans or "",
        variant_name_en=variant.name_en or "",
        variant_name_zh=variant.name_zh_hans or "",
        hs_code=hs_code.code if hs_code else "",
        hs6=hs_code.hs6 if hs_code else "",
        is_recoded=hs_code.is_recoded if hs_code else False,
        origin_country=product.origin_country,
        origin_district=product.district.name if product.district else "",
        lot=product.coffee.lot if hasattr(product, "coffee") else "",
        photo_url=offer.photo.thumb if offer.photo else "",
        unit=variant.unit,
        quantity=item.quantity,
        unit_price=item.price.amount,
        line_total=item.total.amount,
        discount_amount=item.discount.amount,
        promotion_amount=item.promotion.amount,
        coupon_amount=item.by_code.amount,
        discounts=frozen(list(item.cuts)),
        currency=item.currency,
        net_weight_g=offer.net_weight_g,
        gross_weight_g=offer.gross_weight_g,
        length_mm=offer.length_mm,
        width_mm=offer.width_mm,
        height_mm=offer.height_mm,
    )


def frozen_delivery(quote, option) -> dict[str, object]:
    """The chosen option with the quote it came from: rule, weights, components and rate rows, as they were shown."""
    return {
        "delivery_service": option.service,
        "delivery_mode": option.mode,
        "transit_min_days": option.transit_min_days,
        "transit_max_days": option.transit_max_days,
        "chargeable_weight_g": option.chargeable_g,
        "delivery_quote": {
            "quote": str(quote.pk),
            "version": quote.version,
            "option": option.pk,
            "origin": quote.origin,
            "parcels": quote.parcels,
            "gross_g": quote.gross_g,
            "carrier": option.carrier,
            "rate_card": option.rate_card_id,
            "rule": option.rule,
            "rule_values": option.rule_values,
            "components": option.components,
            "is_demonstration": option.is_demonstration,
        },
    }
