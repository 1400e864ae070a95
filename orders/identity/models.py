from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.accounts.encryption import EncryptedField
from marketplace.approval.rows import DatedRow, approved_constraints
from marketplace.hubs.owned import HubOwned
from orders.identity.enums import Purpose


class IdentityRow(DatedRow):
    """A rule about real names, kept by two officers. Pages and checkouts read it from the process's memory."""

    class Meta(DatedRow.Meta):
        abstract = True

    def after_change(self) -> None:
        from orders.identity.kept import forget_identity_rows  # it reads these models

        transaction.on_commit(forget_identity_rows)


class RetentionRule(IdentityRow):
    """How long a real name stays, from a day on. Real names taken before keep the day they were given."""

    KEY = ("purpose",)

    purpose = models.CharField(_("of what"), max_length=8, choices=Purpose.choices)
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])

    class Meta(IdentityRow.Meta):
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["purpose", "-valid_from"]
        constraints = [
            *approved_constraints("retention", ("purpose",)),
            models.CheckConstraint(condition=Q(days__gte=1), name="retention_of_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.days}"


class MinimumAge(IdentityRow):
    """From how many years on a person may bring goods in under their own name, because they may consent alone."""

    KEY = ()

    years = models.PositiveSmallIntegerField(_("years"), validators=[MinValueValidator(1), MaxValueValidator(30)])

    class Meta(IdentityRow.Meta):
        verbose_name = _("minimum age")
        verbose_name_plural = _("minimum ages")
        ordering = ["-valid_from"]
        constraints = [
            *approved_constraints("minimum_age", ()),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=30), name="minimum_age_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.years}"


class KeptPerson(HubOwned):
    """A real name at rest: the whole of it encrypted, the masked form for pages, and what its owner agreed to."""

    person = EncryptedField(_("person"), null=True, editable=False)
    masked_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60, blank=True, editable=False)
    masked_number = models.CharField(_("identity number"), max_length=18, blank=True, editable=False)
    masked_mobile = models.CharField(_("mobile"), max_length=20, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    consent_version = models.CharField(_("text agreed to"), max_length=20, editable=False)
    consent_language = models.CharField(_("in this language"), max_length=8, editable=False)
    consent_hash = models.CharField(_("fingerprint of the text"), max_length=64, editable=False)
    consent_ip = models.GenericIPAddressField(_("from the address"), null=True, editable=False)
    consented_at = models.DateTimeField(pgettext_lazy("consent", "agreed"), default=timezone.now, editable=False)
    purge_on = models.DateField(_("erased on"), editable=False)

    class Meta(HubOwned.Meta):
        abstract = True


class RealName(KeptPerson):
    """Who brings the goods of one sale into China, as frozen when it was agreed. `subject` is the sale's number, `parcels` those of it that
    go through the consumer regime; `counted` is what they count to the person's year."""

    subject = models.CharField(_("order"), max_length=32, editable=False)
    parcels = ArrayField(models.CharField(max_length=32), verbose_name=_("parcels"), editable=False)
    counted = models.DecimalField(_("counts to the year"), max_digits=14, decimal_places=2, editable=False)
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    year = models.PositiveSmallIntegerField(_("year in China"), editable=False)
    retention = models.ForeignKey(
        RetentionRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept because of"), editable=False
    )
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("real name")
        verbose_name_plural = _("real names")
        ordering = ["-pk"]
        permissions = [("read_realname", "Can read a real name in full")]
        constraints = [
            models.UniqueConstraint(fields=["hub", "subject"], name="one_real_name_a_sale"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, erased_at__isnull=True)
                | Q(person__isnull=True, erased_at__isnull=False, masked_name="", masked_number="", masked_mobile="", fingerprint=""),
                name="real_name_kept_or_erased",
            ),
        ]
        indexes = [
            models.Index(fields=["purge_on"], name="real_name_to_erase", condition=Q(erased_at=None)),
            models.Index(fields=["fingerprint", "year"], name="real_name_of_a_year", condition=~Q(fingerprint="")),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


class SavedPerson(KeptPerson):
    """A real name that a member keeps here for the next order, by their own tick; theirs to delete at any time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("member"))

    class Meta(HubOwned.Meta):
        verbose_name = _("saved real name")
        verbose_name_plural = _("saved real names")
        constraints = [
            models.UniqueConstraint(fields=["hub", "user"], name="one_saved_person_a_member"),
            models.CheckConstraint(condition=Q(person__isnull=False), name="saved_person_is_kept"),
        ]

    def __str__(self) -> str:
        return self.masked_name
