"""A campaign's page, the list of campaigns, and the one on the front page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from catalog.campaigns.models import Block, BlockKind, Campaign
from catalog.campaigns.scenes import SCENES
from catalog.campaigns.selectors.flash import Standing, standings
from catalog.models import Product
from catalog.selectors.browsing import Scope, read_rows, translated
from catalog.selectors.cards import cards_of
from marketplace.accounts.models import User
from marketplace.hubs.context import current_hub
from marketplace.hubs.preferences import Preferences
from marketplace.look.pages import Card, Picture
from marketplace.prepared import answers
from sellers.models import Seller

PREVIEW = "campaigns.view_campaign"
MOST_GOODS = 48


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as the page shows it."""

    block: Block
    picture: Picture | None = None
    cards: list[Card] = field(default_factory=list)
    sellers: list[Seller] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class CampaignPage:
    campaign: Campaign
    picture: Picture | None
    pieces: list[Piece]
    is_preview: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Teaser:
    """A campaign in a list and on the front page."""

    slug: str
    title: str
    lead: str
    closes_at: datetime | None
    picture: Picture | None
    is_over: bool

    @property
    def url(self) -> str:
        return reverse("campaigns:campaign-show", args=[self.slug])


def get_campaign_for(user: User, slug: str, *, now: datetime) -> Campaign:
    """The campaign the public may read; staff also see drafts and what is to come. Raises Http404."""
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None or not (campaign.is_told(now) or (user.is_staff and user.has_perm(PREVIEW))):
        raise Http404
    return campaign


def campaign_page(campaign: Campaign, preferences: Preferences, *, now: datetime) -> CampaignPage:
    """Six statements at most, however many blocks: blocks, their goods, the cards, their producers, those firms, what is left of sales."""
    blocks = list(campaign.blocks.select_related("flash_sale__variant__product"))
    goods = _goods(blocks, preferences)
    firms = _firms(blocks)
    sales = standings((block.flash_sale for block in blocks if block.flash_sale), now=now)
    pieces = [
        Piece(
            block=block,
            picture=block.photo or _scene(block.scene, block.alt),
            cards=goods.get(block.pk, []),
            sellers=firms.get(block.pk, []),
            choices=block.text.splitlines() if block.kind == BlockKind.QUIZ else [],
            standing=sales.get(block.flash_sale_id),
        )
        for block in blocks
    ]
    shown = [piece for piece in pieces if not _is_empty(piece)]
    return CampaignPage(campaign, _scene(campaign.scene, ""), shown, not campaign.is_told(now), campaign.is_over(now))


def _is_empty(piece: Piece) -> bool:
    """Goods that are all off sale leave no empty heading."""
    kind = piece.block.kind
    return (kind == BlockKind.PRODUCTS and not piece.cards) or (kind == BlockKind.PRODUCERS and not piece.sellers)


def _goods(blocks: list[Block], preferences: Preferences) -> dict[int, list[Card]]:
    """By block the cards of its goods that are on sale in the reader's currency, those first that came to the market first."""
    wanted = [block.pk for block in blocks if block.kind == BlockKind.PRODUCTS]
    if not wanted:
        return {}
    chosen = list(
        Block.products.through.objects.filter(block_id__in=wanted, product__in=Product.objects.all())
        .order_by("product_id")
        .values_list("block_id", "product_id")
    )
    ids = list(dict.fromkeys(product for _block, product in chosen))[:MOST_GOODS]
    rows = read_rows(Scope(preferences.currency, product_ids=ids), language=preferences.language, limit=MOST_GOODS) if ids else []
    cards = dict(zip((row.product_id for row in rows), cards_of(rows, preferences.currency, preferences.language), strict=True))
    found: dict[int, list[Card]] = {}
    for block, product in chosen:
        if product in cards:
            found.setdefault(block, []).append(cards[product])
    return found


def _firms(blocks: list[Block]) -> dict[int, list[Seller]]:
    wanted = [block.pk for block in blocks if block.kind == BlockKind.PRODUCERS]
    if not wanted:
        return {}
    chosen = list(Block.sellers.through.objects.filter(block_id__in=wanted).order_by("seller_id").values_list("block_id", "seller_id"))
    firms = {firm.pk: firm for firm in Seller.objects.selling().filter(pk__in={seller for _block, seller in chosen})}
    found: dict[int, list[Seller]] = {}
    for block, seller in chosen:
        if seller in firms:
            found.setdefault(block, []).append(firms[seller])
    return found


def _scene(kind: str, alt: str) -> Picture | None:
    if not kind or kind not in dict(SCENES):
        return None
    return Picture(src=reverse("drawings:scene", args=[kind]), width=900, height=600, alt=alt)


def teasers(*, now: datetime | None = None) -> list[Teaser]:
    """All campaigns the public may read: those that run, then those that are over; the newest first."""
    now = now or timezone.now()
    rows = [
        Teaser(row.slug, row.title, row.lead, row.closes_at, _scene(row.scene, ""), row.is_over(now))
        for row in Campaign.objects.told(now)[:100]
    ]
    return sorted(rows, key=lambda teaser: teaser.is_over)


def addresses() -> list[str]:
    """Every page of campaigns that the public may read, below the language: for sitemaps."""
    return ["campaigns/", *(f"campaigns/{slug}/" for slug in Campaign.objects.told(timezone.now()).values_list("slug", flat=True))]


def running_now(language: str) -> Teaser | None:
    """The newest campaign that runs, for the front page: one statement, by the database's clock, so that the page can be kept with it."""
    statement = f"""
        SELECT c.slug, coalesce({translated("c.title", language)}, ''), coalesce({translated("c.lead", language)}, ''), c.closes_at, c.scene
        FROM campaigns_campaign c
        WHERE c.hub_id = %s AND c.opens_at <= now() AND (c.closes_at IS NULL OR c.closes_at > now())
        ORDER BY c.opens_at DESC, c.id DESC LIMIT 1
    """
    row = next(iter(answers(statement, [current_hub().pk])), None)
    return Teaser(*row[:4], _scene(row[4], ""), False) if row else None
