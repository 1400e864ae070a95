from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.payments.ledger.enums import OF_SELLERS, AccountKind, EntryKind, Item


class Account(HubOwned):
    """A place where money of one currency lies. Sellers have theirs, each payment provider has one, the marketplace the rest."""

    kind = models.CharField(_("kind"), max_length=12, choices=AccountKind.choices)
    owner = models.CharField(
        pgettext_lazy("of an account", "owner"), max_length=40, blank=True, help_text=_("The seller's id or the provider's code.")
    )
    seller = models.ForeignKey(
        "sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("seller")
    )
    currency = models.CharField(_("currency"), max_length=3)

    class Meta(HubOwned.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["kind", "owner", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "kind", "owner", "currency"], name="one_account_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=OF_SELLERS, seller__isnull=False) | ~Q(kind__in=OF_SELLERS) & Q(seller__isnull=True),
                name="account_of_a_seller_names_one",
            ),
        ]
        indexes = [models.Index(fields=["seller", "kind"], name="account_of_seller", condition=Q(seller__isnull=False))]

    def __str__(self) -> str:
        owner = self.seller if self.seller_id else self.owner
        return f"{self.get_kind_display()}{f': {owner}' if owner else ''} ({self.currency})"


class Entry(HubOwned):
    """One thing that happened to money, written once. Its postings sum to zero in every currency: the database refuses it
    otherwise at commit, and refuses every change of it afterwards (migration 0002)."""

    key = models.CharField(_("key"), max_length=120, help_text=_("What happened once is written once."))
    kind = models.CharField(_("kind"), max_length=16, choices=EntryKind.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    payment = models.ForeignKey(
        "payments.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="entries", verbose_name=_("payment")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    written_in = models.BigIntegerField(default=0, editable=False, help_text="The transaction; the database signs it itself.")

    class Meta(HubOwned.Meta):
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["hub", "key"], name="entry_once")]
        indexes = [models.Index(fields=["hub", "-at"], name="entry_at")]

    def __str__(self) -> str:
        return self.key


class Posting(HubOwned):
    """So much came to an account (above zero) or left it (below)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings", verbose_name=_("entry"))
    # Without a foreign key in the database: it would mark the provider's one row for every capture of every buyer. Postings find
    # their account in the statement that writes them, and an account is never deleted (migration 0002).
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings", verbose_name=_("account"), db_constraint=False)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    item = models.CharField(_("for"), max_length=16, choices=Item.choices)
    part = models.CharField(_("order"), max_length=40, blank=True, help_text=_("The part of the payment it belongs to."))

    class Meta(HubOwned.Meta):
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_is_not_nothing")]
        indexes = [models.Index(fields=["part"], name="posting_of_part", condition=~Q(part=""))]

    def __str__(self) -> str:
        return f"{self.get_item_display()} {self.amount}"

    @property
    def money(self) -> Money:
        """Signed, in the account's currency."""
        return Money(self.amount, self.account.currency).rounded()
