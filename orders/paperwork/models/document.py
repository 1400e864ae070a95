import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned

from ..enums import DocumentState, Kind
from ..export_facts import PackFacts
from ..facts import InvoiceFacts, PackingListFacts


def private_storage():
    return storages["private"]


class DocumentQuerySet(models.QuerySet):
    def locked(self) -> "DocumentQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")

    def newest(self) -> "DocumentQuerySet":
        """The last version of each paper, whether it still counts or not."""
        return self.filter(superseded_by=None)

    def current(self) -> "DocumentQuerySet":
        """The versions in force: nothing supersedes them and nobody withdrew them."""
        return self.newest().filter(withdrawal=None)


class Document(HubOwned):
    """One version of one paper, frozen when it was issued: the database refuses to change it (migration 0002). An edit is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper_set = models.ForeignKey("paperwork.PaperSet", on_delete=models.PROTECT, related_name="documents", verbose_name=_("set of papers"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    order_number = models.CharField(_("order"), max_length=40)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("serial number"))
    number = models.CharField(_("number"), max_length=24)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by", verbose_name=_("supersedes")
    )
    facts = models.JSONField(_("facts"))
    check_code = models.CharField(_("check code"), max_length=16, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    state = models.CharField(_("state"), max_length=8, choices=DocumentState.choices, default=DocumentState.ISSUED)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    pdf = models.FileField(_("file"), storage=private_storage, blank=True, max_length=200)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)

    objects = HubManager.from_queryset(DocumentQuerySet)()
    across_hubs = models.Manager.from_queryset(DocumentQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_at", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "kind", "year", "serial", "version"], name="document_number_once"),
            models.UniqueConstraint(fields=["paper_set", "kind", "version"], name="document_version_once_per_set"),
            models.CheckConstraint(
                condition=models.Q(version=1, supersedes=None) | models.Q(version__gt=1, supersedes__isnull=False),
                name="document_new_version_supersedes",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DocumentState.ISSUED, sha256="", pdf="", drawn_at=None)
                | (models.Q(state=DocumentState.DRAWN, sha256__regex="^[0-9a-f]{64}$", drawn_at__isnull=False) & ~models.Q(pdf="")),
                name="document_drawn_has_file_and_hash",
            ),
        ]
        indexes = [models.Index(fields=["hub", "order_number"], name="document_of_order")]

    def __str__(self) -> str:
        return f"{self.number} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("paperwork:document-verify", args=[self.check_code])

    @property
    def is_drawn(self) -> bool:
        return self.state == DocumentState.DRAWN

    @property
    def is_withdrawn(self) -> bool:
        return getattr(self, "withdrawal", None) is not None

    @property
    def frozen(self) -> InvoiceFacts | PackingListFacts | PackFacts:
        """The facts as they were issued."""
        return {Kind.INVOICE: InvoiceFacts, Kind.PACKING_LIST: PackingListFacts}.get(Kind(self.kind), PackFacts).from_json(self.facts)

    @property
    def file_name(self) -> str:
        """What the file is called on the reader's machine: CI-2026-00017-v2.pdf."""
        return f"{self.number}-v{self.version}.pdf"
