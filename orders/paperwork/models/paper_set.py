from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned

from ..checks import Box, Finding
from ..enums import SetState
from ..export_facts import ExportFacts


class PaperSetQuerySet(models.QuerySet):
    def locked(self) -> "PaperSetQuerySet":
        return self.select_for_update().order_by("pk")

    def refused(self) -> "PaperSetQuerySet":
        return self.filter(state=SetState.REFUSED)


class PaperSet(HubOwned):
    """The papers of one order: the shipment they are derived from, and either the pair of documents or why there is none."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    order_number = models.CharField(_("order"), max_length=40)
    state = models.CharField(_("state"), max_length=8, choices=SetState.choices)
    shipment = models.JSONField(_("shipment"))
    findings = models.JSONField(_("findings"), default=list)
    export = models.JSONField(_("facts for the pack"), default=dict, blank=True)
    pack_job = models.UUIDField(_("job that draws the pack"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = HubManager.from_queryset(PaperSetQuerySet)()
    across_hubs = models.Manager.from_queryset(PaperSetQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("set of papers")
        verbose_name_plural = _("sets of papers")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "order_number"], name="paper_set_once_per_order")]
        indexes = [models.Index(fields=["seller", "-created_at"], name="paper_set_of_seller")]

    def __str__(self) -> str:
        return self.order_number

    @property
    def is_refused(self) -> bool:
        return self.state == SetState.REFUSED

    @property
    def said(self) -> ExportFacts:
        """What the seller has said for the pack so far."""
        return ExportFacts.from_json(self.export)

    @property
    def found(self) -> list[Finding]:
        return [
            Finding(said["rule"], said["problem"], tuple(Box(**box) for box in said["boxes"]), said["severity"]) for said in self.findings
        ]
