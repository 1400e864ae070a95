from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from sellers.enums import GOOD_EVIDENCE, EvidenceState


class Evidence(HubOwned):
    """What a seller shows for one rule, and what an officer made of it.

    A renewal is a new row: the old one stands until the new one is verified."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="evidence", verbose_name=_("seller"))
    requirement = models.ForeignKey("sellers.EvidenceRequirement", on_delete=models.PROTECT, related_name="+", verbose_name=_("rule"))
    code = models.SlugField(_("code of the rule"), max_length=40, help_text=_("Stays when the rule gets a newer row."))
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    covers = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("covers goods under HS"),
        default=list,
        blank=True,
        help_text=_("The category of a registration, as the HS codes that stand on it."),
    )
    state = models.CharField(_("state"), max_length=8, choices=EvidenceState.choices, default=EvidenceState.PENDING)
    does_not_apply = models.BooleanField(_("the seller says it does not apply"), default=False)
    attested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField(_("declared at"), null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("looked at by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("looked at on"), null=True, blank=True)
    note = models.TextField(_("note to the seller"), blank=True)
    waiver_reason = models.TextField(_("why it is waived"), blank=True)
    changed_at = models.DateTimeField(_("changed by the seller"), default=timezone.now)
    superseded_at = models.DateTimeField(_("replaced at"), null=True, blank=True, help_text=_("A newer row speaks for the rule now."))
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "code"],
                name="evidence_one_waiting_per_rule",
                condition=Q(state=EvidenceState.PENDING, superseded_at__isnull=True),
            ),
            models.CheckConstraint(condition=~Q(state=EvidenceState.WAIVED) | ~Q(waiver_reason=""), name="evidence_waived_with_reason"),
            models.CheckConstraint(
                condition=~Q(state=EvidenceState.ATTESTED) | Q(attested_at__isnull=False), name="evidence_attested_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="evidence_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["hub", "expires_on"], name="evidence_expiry", condition=Q(expires_on__isnull=False))]

    def __str__(self) -> str:
        return f"{self.code} · {self.number}".removesuffix(" · ")

    def is_good_on(self, day: date) -> bool:
        """Accepted, and not run out on that day."""
        return self.superseded_at is None and self.state in GOOD_EVIDENCE and (self.expires_on is None or self.expires_on >= day)


def private_storage() -> Storage:
    return storages["private"]


class EvidenceFile(HubOwned):
    """One page or paper shown. Never changed: a newer one replaces it, and this one stays for the record."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(storage=private_storage, max_length=200)
    content_type = models.CharField(max_length=40)
    original_name = models.CharField(max_length=160)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ["pk"]
        indexes = [models.Index(fields=["hub", "sha256"], name="evidence_file_digest")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
