import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


def private_storage() -> Storage:
    return storages["private"]


class CasePhoto(HubOwned):
    """A picture or paper shown in a return or a dispute: for its buyer, its seller and RDB, and nobody else."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    goods_return = models.ForeignKey("aftersale.GoodsReturn", null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    statement = models.ForeignKey("aftersale.Statement", null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField(storage=private_storage, max_length=200)
    content_type = models.CharField(max_length=40)
    original_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_return__isnull=False, statement__isnull=True) | Q(goods_return__isnull=True, statement__isnull=False),
                name="photo_of_one_case",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")
