import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(HubOwned):
    """One piece of work. It exists when this row is committed; broker and worker only carry it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=160, null=True, blank=True, help_text=_("Work with the same key exists once."))
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    progress_done = models.PositiveIntegerField(_("steps done"), default=0)
    progress_total = models.PositiveIntegerField(_("steps in all"), default=0)
    result = models.JSONField(_("result"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    run_after = models.DateTimeField(_("not before"), default=timezone.now)
    send_at = models.DateTimeField(_("sent again if not begun by"), default=timezone.now)
    sends = models.PositiveSmallIntegerField(_("times sent"), default=0)
    claim = models.UUIDField(_("claim"), null=True, blank=True, help_text=_("The run that holds the job now."))
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        permissions = [("retry_job", "Can try a failed job again")]
        constraints = [models.UniqueConstraint(fields=["hub", "key"], name="job_key_once_per_hub")]
        indexes = [
            models.Index(fields=["send_at"], name="job_open", condition=models.Q(state__in=["waiting", "running"])),
            models.Index(fields=["kind", "created_at"], name="job_kind_created"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)
