"""A listing from its first word on: begun, copied, written section by section, taken away and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.enums import INDIVISIBLE, ProductState
from catalog.exceptions import Divisible
from catalog.models import Category, CoffeeFacts, HsCode, Material, Product, Variant
from catalog.passports.services import keep_passport
from catalog.selectors.tiers import scale_of
from catalog.services.editing import StillOnSale, check_may_edit, editing
from catalog.services.naming import free_slug
from catalog.services.parcel import copy_parcel
from catalog.services.photos import UNDO, clean_tomorrow, copy_photo
from catalog.services.prices import clear_price, set_price
from catalog.services.publishing import missing_for, withdraw
from catalog.services.stock import set_on_hand
from catalog.services.tiers import set_tiers
from catalog.services.videos import copy_video
from marketplace.allocation import services as allocation
from marketplace.allocation.selectors import level
from marketplace.history.services import record
from marketplace.money import Money
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MOST_VARIANTS = 30


class ListingRefused(Exception):
    """What was asked cannot be done with this listing; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def start_listing(*, seller: Seller, category: Category, name: str, by: User) -> Product:
    """A draft with one variant, kept from this moment on. Raises NotTheSeller, MayNotEdit."""
    check_may_edit(seller, by)
    product = Product(hub=seller.hub, seller=seller, category=category, slug=free_slug(name, seller_slug=seller.slug))
    product.name_en = name
    product.district = seller.district
    product.save()
    Variant.objects.create(product=product, sku=_free_sku(product), position=1)
    record(subject=product, action="product.started", by=by, after={"name": name, "category": category.slug})
    return product


def write_product(*, product: Product, changes: Mapping[str, Any], by: User) -> None:
    """Write these fields of the product itself."""
    if not changes:
        return
    with editing(product, by=by) as locked:
        _write(locked, changes, locked, by)
        keep_passport(locked)
        if "name_en" in changes and locked.published_at is None and locked.name_en:
            # Nobody knows the address yet, so it may follow the name.
            Product.objects.filter(pk=locked.pk).update(slug="")
            locked.slug = free_slug(locked.name_en, seller_slug=locked.seller.slug)
            locked.save(update_fields=["slug"])


def write_coffee(*, product: Product, changes: Mapping[str, Any], by: User) -> None:
    """Write the coffee facts, making their row with the first."""
    if not changes:
        return
    with editing(product, by=by) as locked:
        facts = CoffeeFacts.objects.filter(product=locked).first() or CoffeeFacts(product=locked)
        _write(facts, changes, locked, by)
        keep_passport(locked)


def choose_materials(*, product: Product, materials: Sequence[Material], by: User) -> None:
    """Say what the goods are made of, in place of what was said."""
    with editing(product, by=by) as locked:
        before = sorted(material.slug for material in locked.materials.all())
        locked.materials.set(materials)
        after = sorted(material.slug for material in materials)
        if locked.published_at is not None and before != after:
            record(subject=locked, action="product.changed", by=by, before={"materials": before}, after={"materials": after})


def write_variant(*, variant: Variant, changes: Mapping[str, Any], by: User) -> None:
    """Write these fields of the variant; the stock goes through its own door. Raises HeldStock below what buyers hold,
    Divisible for an indivisible piece that is sold by the bag."""
    if not changes:
        return
    with editing(variant.product, by=by) as locked:
        fresh = Variant.objects.locked().get(pk=variant.pk)
        others = {name: value for name, value in changes.items() if name != "on_hand"}
        unit = others.get("unit", fresh.unit)
        if others.get("is_indivisible", fresh.is_indivisible) and unit not in INDIVISIBLE:
            raise Divisible(unit)
        if others:
            _write(fresh, others, locked, by)
        if "on_hand" in changes:
            set_on_hand(variant=fresh, on_hand=changes["on_hand"], by=by)


def write_prices(
    *, variant: Variant, amounts: Mapping[str, Any], by: User, tiers: Mapping[str, Sequence[tuple[int, Decimal]]] | None = None
) -> None:
    """Set the seller's own price in each of these currencies; None takes the price away. `tiers` are those of larger quantities."""
    if not amounts and not tiers:
        return
    with editing(variant.product, by=by):
        for currency, amount in amounts.items():
            if amount is None:
                clear_price(variant=variant, currency=currency, by=by)
        for currency, amount in amounts.items():
            if amount is not None:
                set_price(variant=variant, price=Money(amount, currency), by=by)
        for currency, rows in (tiers or {}).items():
            set_tiers(variant=variant, currency=currency, tiers=rows, by=by)


def choose_hs_code(*, product: Product, hs_code: HsCode | None, by: User, question: str = "") -> None:
    """The customs code of the goods; without one, what the seller says of them goes to an officer as a question. Raises StillOnSale
    where goods on sale would lose theirs."""
    with editing(product, by=by) as locked:
        if locked.is_published and hs_code is None:
            locked.hs_code = None
            raise StillOnSale([item for item in missing_for(locked) if item.section == "customs"])
        _write(locked, {"hs_code": hs_code, "hs_question": "" if hs_code else question}, locked, by)


def _write(thing: models.Model, changes: Mapping[str, Any], product: Product, by: User) -> None:
    before = {name: getattr(thing, name) for name in changes}
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=None if thing._state.adding else _columns(thing, changes))
    if product.published_at is not None:  # what buyers have seen is kept; the strokes of a draft are not
        label = thing._meta.model_name
        record(
            subject=product,
            action=f"product.{label}_changed" if thing is not product else "product.changed",
            by=by,
            before={name: _said(value) for name, value in before.items()},
            after={name: _said(value) for name, value in changes.items()},
        )


def _columns(thing: models.Model, changes: Mapping[str, Any]) -> list[str]:
    columns = set(changes)
    if any(field.name == "updated_at" for field in thing._meta.fields):
        columns.add("updated_at")
    return list(columns)


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value


def add_variant(*, product: Product, by: User) -> Variant:
    """Another variant like the last one, without its stock and prices. Raises ListingRefused beyond the most."""
    with editing(product, by=by) as locked:
        last = locked.variants.last()
        if locked.variants.count() >= MOST_VARIANTS:
            raise ListingRefused(_("A listing has at most %(most)d variants.") % {"most": MOST_VARIANTS})
        variant = Variant(product=locked, position=1)
        if last:
            variant.position = last.position + 1
            for name in ("unit", "is_indivisible", "minimum_quantity", "quantity_step"):
                setattr(variant, name, getattr(last, name))
        variant.sku = _free_sku(locked)
        variant.save()
        record(subject=locked, action="variant.added", by=by, after={"sku": variant.sku})
    return variant


def remove_variant(*, variant: Variant, by: User) -> None:
    """Take the variant off the listing. Raises ListingRefused for the only one, one a buyer holds, and one that was ordered."""
    with editing(variant.product, by=by) as locked:
        fresh = Variant.objects.locked().get(pk=variant.pk)
        if locked.variants.count() == 1:
            raise ListingRefused(_("A listing needs one variant at least. Remove the whole listing instead."))
        if level(fresh.thing).held:
            raise ListingRefused(_("A buyer is paying for this variant. Set its stock down, and remove it when the order is through."))
        sku = fresh.sku
        try:
            with transaction.atomic():
                if not allocation.close_pools(fresh.thing):
                    raise IntegrityError
                fresh.delete()
        except (ProtectedError, IntegrityError):
            raise ListingRefused(_("This variant has been ordered, so it stays for the record. Set its stock to 0 to stop its sale."))
        record(subject=locked, action="variant.removed", by=by, before={"sku": sku})


def _free_sku(product: Product) -> str:
    taken = set(product.variants.values_list("sku", flat=True)) if product.pk else set()
    number = len(taken) + 1
    while f"{number}" in taken:
        number += 1
    return f"{number}"


DEFAULT_LANGUAGE = "en"
_NOT_COPIED_OF_PRODUCT = {
    *("id", "hub", "seller", "slug", "state", "cover", "is_demonstration"),
    *("created_at", "updated_at", "published_at", "removed_at", "hs_question"),
}
_NOT_COPIED_OF_VARIANT = {"id", "product"}
_NOT_COPIED_OF_COFFEE = {"product", "lot"}  # another lot is what a copy is for


def copy_listing(*, product: Product, by: User) -> Product:
    """A draft with the words, photos, video, variants, typed prices and measures of this one; without its stock and its lot."""
    check_may_edit(product.seller, by)
    with transaction.atomic():
        name = (_("%(name)s, copy") % {"name": product.name_en})[:120]
        new = Product(hub=product.hub, seller=product.seller, slug=free_slug(product.name_en, seller_slug=product.seller.slug))
        _copy_fields(product, new, _NOT_COPIED_OF_PRODUCT)
        new.name_en = name
        new.save()
        new.materials.set(product.materials.all())
        for variant in product.variants.prefetch_related("prices__tiers"):
            twin = Variant(product=new)
            _copy_fields(variant, twin, _NOT_COPIED_OF_VARIANT)
            twin.save()
            for price in variant.prices.all():
                if price.is_typed_by_seller:
                    set_price(
                        variant=twin,
                        price=price.money,
                        by=by,
                        is_demonstration=price.is_demonstration,
                        note=price.note,
                        source=price.source,
                    )
                    tiers = [
                        (tier.from_quantity, tier.price.amount)
                        for tier in scale_of(price).tiers
                        if tier.from_quantity > twin.minimum_quantity
                    ]
                    set_tiers(variant=twin, currency=price.currency, tiers=tiers, by=by)
        facts = CoffeeFacts.objects.filter(product=product).first()
        if facts:
            twin_facts = CoffeeFacts(product=new)
            _copy_fields(facts, twin_facts, _NOT_COPIED_OF_COFFEE)
            twin_facts.save()
        copy_parcel(product=product, to=new)
        copy_video(product=product, to=new)
        record(subject=new, action="product.copied", by=by, after={"from": product.pk, "name": name})
        for photo in product.photos.all():
            copy_photo(photo=photo, to=new, by=by)
    return new


def _copy_fields(thing: models.Model, to: models.Model, leave: set[str]) -> None:
    for field in thing._meta.concrete_fields:
        # A translated field is a door to its languages; the languages themselves are copied.
        is_door = hasattr(thing, f"{field.name}_{DEFAULT_LANGUAGE}")
        if field.name not in leave and not is_door:
            setattr(to, field.attname, getattr(thing, field.attname))


def remove_listing(*, product: Product, by: User) -> None:
    """Throw a draft away; for a day it can be brought back. Raises ListingRefused for what was ever on sale."""
    with editing(product, by=by) as locked:
        if locked.published_at is not None:
            raise ListingRefused(_("This listing has been on sale, so it stays for the record. Withdraw it to hide it from buyers."))
        locked.removed_at = timezone.now()
        locked.save(update_fields=["removed_at"])
        record(subject=locked, action="product.removed", by=by, before={"name": locked.name_en})
        clean_tomorrow()


def restore_listing(*, product: Product, by: User) -> None:
    """Bring a removed draft back. Raises ListingRefused when the day is over."""
    with editing(product, by=by) as locked:
        if locked.removed_at is not None:
            if locked.removed_at < timezone.now() - UNDO:
                raise ListingRefused(_("A draft can be brought back for a day; this one is gone."))
            locked.removed_at = None
            locked.save(update_fields=["removed_at"])
            record(subject=locked, action="product.restored", by=by)


def withdraw_listings(*, products: Iterable[Product], by: User, reason: str = "") -> int:
    """Take several listings off sale, all or none. Raises NotTheSeller, MayNotEdit. Returns how many were on sale."""
    withdrawn = 0
    with transaction.atomic():
        for product in sorted(products, key=lambda one: one.pk):
            check_may_edit(product.seller, by)
            if product.state == ProductState.PUBLISHED:
                withdraw(product=product, by=by, reason=reason)
                withdrawn += 1
    return withdrawn
