from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from sellers.enums import MemberRole


class Member(HubOwned):
    """A person who works for a seller."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="members", verbose_name=_("seller"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seller_members", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=5, choices=MemberRole.choices, default=MemberRole.STAFF)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["seller", "user"], name="member_once_per_seller")]

    def __str__(self) -> str:
        return f"{self.user} · {self.seller}"


class Invitation(HubOwned):
    """A letter that asks a person to join; the signed link in it names this row."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=5, choices=MemberRole.choices, default=MemberRole.STAFF)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "seller",
                Lower("email"),
                name="invitation_once_while_open",
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None
