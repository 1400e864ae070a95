from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubOwned
from orders.payments.providers.bank_transfer.enums import StatementFormat


class BankStatement(HubOwned):
    """A file as the bank gave it, kept byte for byte (in base64, encrypted: it names accounts of third persons). Never changed."""

    account = models.ForeignKey("bank_transfer.BankAccount", on_delete=models.PROTECT, related_name="statements", verbose_name=_("account"))
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=8, choices=StatementFormat.choices)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    body = EncryptedField(_("content"))
    imported_at = models.DateTimeField(_("read in"), default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("read in by")
    )

    class Meta(HubOwned.Meta):
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-pk"]
        permissions = [("import_statement", "Can read in a bank statement")]
        constraints = [models.UniqueConstraint(fields=["account", "sha256"], name="statement_file_once")]

    def __str__(self) -> str:
        return self.file_name
