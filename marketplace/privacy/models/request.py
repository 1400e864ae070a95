from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.privacy.enums import OPEN_REQUESTS, RequestKind, RequestState


def private_storage() -> Storage:
    return storages["private"]


class PersonRequestQuerySet(models.QuerySet):
    def locked(self) -> PersonRequestQuerySet:
        return self.select_for_update(of=("self",)).order_by("pk")

    def still_open(self) -> PersonRequestQuerySet:
        return self.filter(state__in=OPEN_REQUESTS)


class PersonRequest(HubOwned):
    """A person asks for a copy of their data, or that it be erased. Once an erasure is done nothing here says whose it was."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("asked for"), max_length=8, choices=RequestKind.choices, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    order_number = models.CharField(max_length=32, blank=True, editable=False, help_text="Of a guest, until it is done.")
    is_guest = models.BooleanField(_("guest"), default=False, editable=False)
    language = models.CharField(_("language"), max_length=8, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answer_by = models.DateField(_("to be answered by"), null=True, editable=False)
    acts_after = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    hindered_by = ArrayField(models.CharField(max_length=40), verbose_name=_("waits for"), default=list, editable=False)
    steps_done = ArrayField(models.CharField(max_length=60), verbose_name=_("steps done"), default=list, editable=False)
    counts = models.JSONField(_("rows"), default=dict, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    job = models.UUIDField(null=True, editable=False)
    file = models.FileField(storage=private_storage, max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    expires_at = models.DateTimeField(_("file deleted"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = HubManager.from_queryset(PersonRequestQuerySet)()
    across_hubs = models.Manager.from_queryset(PersonRequestQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("request of a person")
        verbose_name_plural = _("requests of persons")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], condition=Q(state__in=OPEN_REQUESTS), name="one_open_request_a_member"),
            models.UniqueConstraint(
                fields=["hub", "order_number", "kind"],
                condition=Q(state__in=OPEN_REQUESTS) & ~Q(order_number=""),
                name="one_open_request_a_guest",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RequestKind.ERASURE, state=RequestState.DONE) | Q(user=None, order_number=""),
                name="erased_person_is_not_named",
            ),
        ]
        indexes = [models.Index(fields=["answer_by"], name="person_request_open", condition=Q(state__in=OPEN_REQUESTS))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REQUESTS

    @property
    def is_late(self) -> bool:
        """Its answer is due, by the hub's law as the officers keep it."""
        return self.is_open and self.answer_by is not None and self.answer_by < timezone.now().date()

    @property
    def has_file(self) -> bool:
        return self.state == RequestState.DONE and bool(self.file) and self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def may_be_taken_back(self) -> bool:
        return self.kind == RequestKind.ERASURE and self.state in (RequestState.ASKED, RequestState.DEFERRED)
