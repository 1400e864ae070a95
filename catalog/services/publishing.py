"""A listing goes on sale, and comes off it. What is missing is named all at once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.enums import ProductState
from catalog.exceptions import Missing, NotTheSeller, PublishRefused
from catalog.models import Photo, Product, Variant, VariantPrice
from catalog.passports.services import keep_passport
from catalog.services.listings import refresh
from marketplace.accounts.models import User
from marketplace.history.services import record
from sellers.models import EvidenceRequirement, Member
from sellers.selectors import missing_evidence_for_listing


def missing_for(product: Product, *, on: date | None = None) -> list[Missing]:
    """Everything that keeps this listing from being published today, in the order of the editor; empty when it may go."""
    missing = [*_missing_words(product), *_missing_photos(product), *_missing_variants(product), *_missing_customs(product)]
    if not product.seller.is_selling:
        missing.append(Missing("seller", _("The shop is not approved to sell. See your application."), "shop"))
    if product.hs_code:
        missing += [Missing(f"evidence:{rule.code}", rule.title, "evidence") for rule in unproven(product, on)]
    return missing


def unproven(product: Product, on: date | None = None) -> list[EvidenceRequirement]:
    """What the goods' code demands of the seller and is not verified on that day. Goods no rule speaks about may be listed: they are
    closed to the countries that ask for a rule (selectors.papers)."""
    return missing_evidence_for_listing(product.seller, product.hs_code.code, on or timezone.localdate())


def _missing_words(product: Product) -> list[Missing]:
    found = []
    if not product.name_en:
        found.append(Missing("name", _("The name in English"), "basics"))
    if not product.description_en:
        found.append(Missing("description", _("The description in English"), "basics"))
    return found


def _missing_photos(product: Product) -> list[Missing]:
    return [] if Photo.objects.filter(product=product).exists() else [Missing("photo", _("At least one photo"), "photos")]


def _missing_variants(product: Product) -> list[Missing]:
    variants = list(Variant.objects.filter(product=product))
    if not variants:
        return [Missing("variant", _("At least one variant to buy"), "variants")]
    priced = set(VariantPrice.objects.filter(variant__in=variants).values_list("variant", flat=True))
    checks = [
        ("price", _("A price for every variant"), "prices", lambda variant: variant.pk in priced),
        ("weight", _("Net and gross weight of every variant"), "shipping", lambda variant: variant.net_weight_g and variant.gross_weight_g),
        (
            "dimensions",
            _("Length, width and height of every variant as packed"),
            "shipping",
            lambda variant: variant.length_mm and variant.width_mm and variant.height_mm,
        ),
    ]
    return [Missing(code, text, section) for code, text, section, is_there in checks if not all(map(is_there, variants))]


def _missing_customs(product: Product) -> list[Missing]:
    found = []
    if not product.hs_code_id:
        found.append(Missing("hs_code", _("The customs (HS) code"), "customs"))
    if not product.origin_country:
        found.append(Missing("origin", _("The country of origin"), "customs"))
    return found


def _check_member(product: Product, by: User | None) -> None:
    if by is not None and not by.is_staff and not Member.objects.filter(seller=product.seller_id, user=by).exists():
        raise NotTheSeller


@transaction.atomic
def publish(*, product: Product, by: User | None) -> Product:
    """Put the listing on sale. Raises PublishRefused naming everything missing, NotTheSeller for a stranger."""
    _check_member(product, by)
    product = Product.objects.locked().select_related("seller", "hs_code").get(pk=product.pk)
    if missing := missing_for(product):
        raise PublishRefused(missing)
    if not product.is_published:
        before = product.state
        product.state = ProductState.PUBLISHED
        product.published_at = product.published_at or timezone.now()
        product.save(update_fields=["state", "published_at", "updated_at"])
        record(subject=product, action="product.published", by=by, before={"state": before}, after={"state": product.state})
        keep_passport(product)
    refresh(product)
    return product


@transaction.atomic
def withdraw(*, product: Product, by: User | None, reason: str = "") -> Product:
    """Take the listing off sale; what buyers hold stays theirs. Raises NotTheSeller for a stranger."""
    _check_member(product, by)
    product = Product.objects.locked().select_related("seller").get(pk=product.pk)
    if product.is_published:
        product.state = ProductState.WITHDRAWN
        product.save(update_fields=["state", "updated_at"])
        record(
            subject=product,
            action="product.withdrawn",
            by=by,
            before={"state": ProductState.PUBLISHED},
            after={"state": product.state},
            note=reason,
        )
        refresh(product)
    return product


def withdraw_unproven(on: date | None = None) -> list[Product]:
    """Take off sale what the law of the day no longer lets stand: its evidence ran out or a new rule asks for more."""
    withdrawn = []
    for product in Product.objects.on_sale().select_related("seller", "hs_code").order_by("pk"):
        if rules := unproven(product, on):
            reason = "; ".join(rule.code for rule in rules)
            withdrawn.append(withdraw(product=product, by=None, reason=f"Evidence missing: {reason}"))
    return withdrawn
