from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class SavedAnswer(HubOwned):
    """Words a firm writes often."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="+", verbose_name=_("seller"))
    title = models.CharField(_("title"), max_length=60)
    text = models.TextField(_("text"), max_length=2000)

    class Meta(HubOwned.Meta):
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["seller", "title"], name="saved_answer_once_a_title")]

    def __str__(self) -> str:
        return self.title
