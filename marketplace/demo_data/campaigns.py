"""The campaign of the demo: the real "Tear Off the Label for Africa", retold with the market's own goods.

Facts and figures of campaign.json are those of the sources named in it. The words on the labels are ours: the campaign's own cards are
not copied."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.campaigns.models import Block, BlockKind, Campaign
from catalog.models import Product

SLUG = "tear-off-the-label"
GOODS = (
    "gorillas-coffee",
    "mount-huye-fully-washed-green",
    "twumba-competition-lot-green",
    "coocamu-washed-bourbon-250-g",
    "uzuri-ky-shoes",
)


def _columns(facts: dict[str, Any]) -> dict[str, str]:
    """{"text": {"en": …}} as text_en; what is no text by language as it is."""
    columns = {}
    for name, value in facts.items():
        columns |= {f"{name}_{language}": text for language, text in value.items()} if isinstance(value, dict) else {name: value}
    return columns


def load_campaigns(say: Callable[[str], None]) -> None:
    """The campaign, once; with those of its goods that are in the market. Safe to call again."""
    if Campaign.objects.filter(slug=SLUG).exists():
        return
    told = json.loads(Path(__file__).with_name("campaign.json").read_text(encoding="utf-8"))
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        campaign = Campaign.objects.create(
            slug=SLUG,
            scene="tea-hills",
            opens_at=now - timedelta(days=7),
            closes_at=now + timedelta(days=28),
            **_columns({"title": told["title"], "lead": told["lead"]}),
        )
        blocks = [Block(campaign=campaign, position=place * 10, **_columns(facts)) for place, facts in enumerate(told["blocks"])]
        Block.objects.bulk_create(blocks)
        products = sorted(Product.objects.filter(slug__in=GOODS), key=lambda product: GOODS.index(product.slug))
        by_kind = {block.kind: block for block in blocks}
        by_kind[BlockKind.PRODUCTS].products.set(products)
        by_kind[BlockKind.PRODUCERS].sellers.set(dict.fromkeys(product.seller_id for product in products))
    say("a campaign")
