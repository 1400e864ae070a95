from django.db import models
from django.utils import timezone

from marketplace.hubs.owned import HubOwned


class IdempotencyRecord(HubOwned):
    """The answer once given to a request that creates something, kept to be given again."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=128)
    address = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "caller", "key"], name="idempotency_key_once_per_caller")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_created")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
