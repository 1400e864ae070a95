"""One letter when what was sold out can be bought again.

The shelf fills in many ways: a count, a return, a hold that runs out, an order that ends. So nobody calls us: once a minute the rows are
asked who waits for what is there now. Whoever is told is told once: the row is taken under lock, and the letter's key is the row."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from catalog.models import Product, Variant
from catalog.selectors.offers import name_of
from catalog.wishes.exceptions import WishRefused
from catalog.wishes.models import RestockAsk
from marketplace.accounts.models import User
from marketplace.look.chrome import root_of
from marketplace.mail.services import send_after_commit

WAITS = timedelta(days=90)  # how long we remember that somebody asked
KEPT = timedelta(days=30)  # how long a row stays when it is over
MOST = 50  # open asks a person
BATCH = 500  # letters a round


@transaction.atomic
def ask_for_restock(*, user: User, variant_id: int, language: str) -> RestockAsk:
    """A letter when this variant is back; asked again it waits from today. Raises WishRefused: gone, there, many."""
    variant = _of_goods_on_sale().filter(pk=variant_id).first()
    if variant is None:
        raise WishRefused("gone")
    if variant.available >= variant.minimum_quantity:
        raise WishRefused("there")
    now = timezone.now()
    if RestockAsk.objects.waiting().filter(user=user).exclude(variant=variant).count() >= MOST:
        raise WishRefused("many")
    return RestockAsk.objects.update_or_create(
        user=user,
        variant=variant,
        told_at=None,
        stopped_at=None,
        defaults={"language": language, "asked_at": now, "expires_at": now + WAITS},
    )[0]


def tell_of_restocks() -> int:
    """Letters to those who wait for what can be bought now. Returns how many; twice at the same time has one effect."""
    waiting = RestockAsk.objects.waiting().values("variant")
    back = {variant.pk: variant for variant in _of_goods_on_sale().filter(pk__in=waiting, available__gte=F("minimum_quantity"))}
    return _tell(back) if back else 0


@transaction.atomic
def _tell(back: dict[int, Variant]) -> int:
    asks = RestockAsk.objects.select_for_update(of=("self",), skip_locked=True).waiting().filter(variant__in=back)
    told = list(asks.select_related("user").order_by("pk")[:BATCH])
    now = timezone.now()
    for ask in told:
        ask.told_at = now
        if ask.user.is_active:
            _write(ask, back[ask.variant_id])
    RestockAsk.objects.bulk_update(told, ["told_at"])
    return len(told)


def _write(ask: RestockAsk, variant: Variant) -> None:
    root = root_of(ask.language)
    with override(ask.language):
        name = name_of(variant.product, variant)
    facts = {
        "goods": name,
        "seller": variant.product.seller.name,
        "path": f"{root}products/{variant.product.slug}/?variant={variant.pk}",
        "stop": f"{root}wishes/letters/{ask.key}/",
    }
    send_after_commit(to=ask.user.email, template="wishes/mail/back", language=ask.language, context=facts, key=f"restock:{ask.pk}")


@transaction.atomic
def stop_letters(key: UUID) -> int:
    """The person of this key wants no such letter any more: all of theirs end. Returns how many were open."""
    user_id = RestockAsk.objects.filter(key=key).values_list("user_id", flat=True).first()
    return RestockAsk.objects.filter(user_id=user_id, told_at=None, stopped_at=None).update(stopped_at=timezone.now())


def stop_asking(*, user: User, variant_id: int) -> bool:
    """Only this one of the person's."""
    open_asks = RestockAsk.objects.filter(user=user, variant_id=variant_id, told_at=None, stopped_at=None)
    return bool(open_asks.update(stopped_at=timezone.now()))


def forget_old_asks() -> int:
    """What has been over, or run out, for thirty days goes. Returns how many."""
    before = timezone.now() - KEPT
    old = RestockAsk.objects.filter(expires_at__lt=before) | RestockAsk.objects.filter(told_at__lt=before)
    return (old | RestockAsk.objects.filter(stopped_at__lt=before)).delete()[0]


def _of_goods_on_sale():
    """Variants of goods on sale with what is left of each."""
    goods = Product.objects.on_sale()
    return Variant.objects.with_stock().filter(product__in=goods).select_related("product__seller")
