"""The applicant's side: a draft that saves itself, then the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from marketplace.history.services import record
from sellers.clock import PROMISE_DAYS, due_after
from sellers.enums import MemberRole, SellerState, Step
from sellers.exceptions import Incomplete, NotOpen
from sellers.models import Member, Seller
from sellers.models.seller import new_public_key
from sellers.risk import findings_for, level_of
from sellers.selectors.calendar import holidays, hub_zone
from sellers.selectors.gaps import gaps_of
from sellers.services.letters import write_to_owners
from sellers.services.moving import move
from sellers.services.payout import payout_columns

if TYPE_CHECKING:
    from marketplace.accounts.models import User

FIELDS = {
    Step.SECTORS: ["story"],
    Step.FIRM: ["legal_name", "trade_name", "tin", "registration_kind", "registration_number", "district", "sector_address"],
    Step.CONTACT: ["contact_name", "contact_email", "contact_phone", "language"],
    Step.PAYOUT: ["payout_kind", "payout_masked", "payout_details", "payout_fingerprint"],
}
SECRET = {"payout_details", "payout_fingerprint"}
ORDER = list(Step)


@transaction.atomic
def start_application(*, by: User, language: str = "en") -> Seller:
    """The person's application that is not yet sent; a new one where there is none."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)  # two taps, one application
    begun = Seller.objects.filter(members__user=by, members__role=MemberRole.OWNER, state=SellerState.DRAFT).order_by("pk").first()
    if begun is not None:
        return begun
    key = new_public_key()
    seller = Seller.objects.create(
        slug=f"application-{key}", public_key=key, contact_name=by.name, contact_email=by.email, language=language
    )
    Member.objects.create(seller=seller, user=by, role=MemberRole.OWNER)
    record(subject=seller, action="seller.begun", by=by, after={"state": seller.state})
    return seller


def open_seller(seller: Seller) -> Seller:
    """The row under lock, if the applicant may still change it. Raises NotOpen."""
    seller = Seller.objects.locked().get(pk=seller.pk)
    if not seller.is_open:
        raise NotOpen
    return seller


@transaction.atomic
def save_step(*, seller: Seller, step: Step, values: dict[str, Any], by: User) -> Seller:
    """Write the valid answers of one step and note what changed. Raises NotOpen once the application is sent."""
    seller = open_seller(seller)
    if step == Step.PAYOUT:
        values = payout_columns(seller=seller, **values)
    before, after = {}, {}
    for name in FIELDS.get(step, ()):
        if name not in values:
            continue
        old, new = getattr(seller, name), values[name]
        if old != new:
            setattr(seller, name, new)
            if name not in SECRET:
                before[name], after[name] = _said(old), _said(new)
    if step == Step.SECTORS and "sectors" in values:
        old_codes = sorted(seller.sectors.values_list("code", flat=True))
        new_codes = sorted(sector.code for sector in values["sectors"])
        if old_codes != new_codes:
            seller.sectors.set(values["sectors"])
            before["sectors"], after["sectors"] = old_codes, new_codes
    seller.drafts = {name: typed for name, typed in (seller.drafts or {}).items() if name != step} or None
    seller.saved_at = timezone.now()
    seller.reached_step = max(seller.reached_step, _next(step), key=ORDER.index)
    if before:
        record(subject=seller, action=f"seller.saved.{step}", by=by, before=before, after=after)
    seller.save()
    return seller


def _said(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _next(step: Step) -> Step:
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


@transaction.atomic
def keep_draft(*, seller: Seller, step: Step, typed: dict[str, Any], by: User) -> Seller:
    """Keep what was typed though it is not valid yet, so that nothing is lost on the way. Encrypted; not in the log."""
    seller = open_seller(seller)
    seller.drafts = {**(seller.drafts or {}), str(step): typed}
    seller.saved_at = timezone.now()
    seller.save(update_fields=["drafts", "saved_at"])
    return seller


@transaction.atomic
def submit_application(*, seller: Seller, by: User) -> Seller:
    """Send it to RDB and start the clock. Raises NotOpen, Incomplete (with the gaps)."""
    seller = open_seller(seller)
    if gaps := gaps_of(seller):
        raise Incomplete(gaps)
    now = timezone.now()
    move(
        seller=seller,
        to=SellerState.SUBMITTED,
        by=by,
        slug=_storefront_address(seller),
        submitted_at=now,
        due_at=due_after(now, PROMISE_DAYS, zone=hub_zone(), holidays=holidays()),
        risk=level_of(findings_for(seller)),
        claimed_by=None,
        claimed_at=None,
        drafts=None,
    )
    write_to_owners(seller, "received", key=f"received:{seller.pk}:{now.isoformat()}", days=PROMISE_DAYS)
    return seller


def _storefront_address(seller: Seller) -> str:
    """A readable address, the firm's for good once it was sent."""
    if not seller.slug.startswith("application-"):
        return seller.slug
    base = slugify(seller.name)[:60] or f"seller-{seller.public_key}"
    taken = set(Seller.objects.filter(slug__startswith=base).exclude(pk=seller.pk).values_list("slug", flat=True))
    return base if base not in taken else f"{base}-{seller.public_key[:6]}"


@transaction.atomic
def take_back_application(*, seller: Seller, by: User) -> Seller:
    """Back to draft, to change something, as long as no officer has begun. Raises WrongState, NotOpen."""
    seller = Seller.objects.locked().get(pk=seller.pk)
    if seller.claimed_by_id is not None:
        raise NotOpen
    return move(seller=seller, to=SellerState.DRAFT, by=by, reached_step=Step.REVIEW)
