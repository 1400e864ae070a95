from __future__ import annotations

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubManager, HubOwned
from sellers.enums import OPEN_STATES, PayoutKind, RegistrationKind, Risk, SellerState, Step
from sellers.readiness import MOST_READY_DAYS


class SellerQuerySet(models.QuerySet):
    def selling(self) -> SellerQuerySet:
        """Approved firms: only their goods may be seen and bought."""
        return self.filter(state=SellerState.APPROVED)

    def waiting(self) -> SellerQuerySet:
        return self.filter(state=SellerState.SUBMITTED)

    def locked(self) -> SellerQuerySet:
        """The rows under lock, in primary-key order."""
        return self.select_for_update(of=("self",)).order_by("pk")


def new_public_key() -> str:
    return secrets.token_hex(8)


class Seller(HubOwned):
    """A firm that sells, from the first step of its application on. Services alone change its state."""

    legal_name = models.CharField(_("legal name"), max_length=160, blank=True)
    trade_name = models.CharField(_("trade name"), max_length=120, blank=True)
    slug = models.SlugField(_("address of the storefront"), max_length=80)
    story = models.TextField(_("story"), blank=True, max_length=2000)
    public_key = models.CharField(
        _("public key"), max_length=16, default=new_public_key, editable=False, help_text=_("Chooses the firm's board picture.")
    )
    sectors = models.ManyToManyField("sellers.Sector", verbose_name=_("what it sells"), related_name="sellers", blank=True)

    ready_days = models.PositiveSmallIntegerField(
        _("ready to ship in, working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_READY_DAYS)],
        help_text=_("Of goods that say nothing of their own. Counted from the payment."),
    )

    tin = models.CharField(_("TIN"), max_length=9, blank=True)
    registration_kind = models.CharField(_("registered as"), max_length=3, choices=RegistrationKind.choices, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=20, blank=True)
    district = models.ForeignKey(
        "hubs.District", verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sector_address = models.CharField(_("sector, cell, village or street"), max_length=200, blank=True)

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = PhoneNumberField(_("contact phone"), blank=True)
    language = models.CharField(_("language of letters"), max_length=8, default="en")

    payout_kind = models.CharField(_("payout to"), max_length=4, choices=PayoutKind.choices, blank=True)
    payout_details = EncryptedField(_("payout account"), null=True, blank=True, editable=False)
    payout_masked = models.CharField(_("payout account, masked"), max_length=120, blank=True)
    payout_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=SellerState.choices, default=SellerState.DRAFT)
    reached_step = models.CharField(max_length=10, choices=Step.choices, default=Step.SECTORS, editable=False)
    drafts = EncryptedField(null=True, blank=True, editable=False, help_text="What was typed but is not valid yet, by step.")
    saved_at = models.DateTimeField(_("last saved"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    due_at = models.DateTimeField(_("promised by"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    risk = models.CharField(_("risk"), max_length=4, choices=Risk.choices, default=Risk.LOW)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("claimed by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)

    answers_within_h = models.PositiveSmallIntegerField(
        _("usually answers within, hours"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Of working days; counted by the hour from messages (orders.talk). Empty where too few were asked."),
    )
    is_demonstration = models.BooleanField(
        _("demonstration numbers"), default=False, help_text=_("TIN, registration and account are invented for the demonstration.")
    )
    facts_source = models.CharField(_("source of its facts"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)

    objects = HubManager.from_queryset(SellerQuerySet)()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        ordering = ["trade_name", "pk"]
        permissions = [
            ("review_seller", "Can work the approval desk"),
            ("read_payout", "Can read a payout account in full; each reading is logged"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="seller_slug_once_per_hub"),
            models.CheckConstraint(condition=Q(tin="") | Q(tin__regex=r"^[0-9]{9}$"), name="seller_tin_has_nine_digits"),
            models.CheckConstraint(
                condition=Q(state=SellerState.DRAFT) | Q(submitted_at__isnull=False, due_at__isnull=False) & ~Q(legal_name=""),
                name="seller_sent_has_name_and_clock",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SellerState.APPROVED, SellerState.SUSPENDED]) | Q(approved_at__isnull=False),
                name="seller_approved_has_date",
            ),
            models.CheckConstraint(
                condition=Q(ready_days__isnull=True) | Q(ready_days__gte=1, ready_days__lte=MOST_READY_DAYS),
                name="seller_ready_days_in_range",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True) | Q(claimed_at__isnull=False),
                name="seller_claim_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "state", "submitted_at"], name="seller_queue"),
            models.Index(fields=["hub", "tin"], name="seller_tin", condition=~Q(tin="")),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def name(self) -> str:
        """The name buyers see."""
        return self.trade_name or self.legal_name

    @property
    def is_selling(self) -> bool:
        return self.state == SellerState.APPROVED

    @property
    def is_open(self) -> bool:
        """The applicant may still change the facts."""
        return self.state in OPEN_STATES
