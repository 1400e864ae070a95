from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from sellers.enums import Step


class ReasonCode(HubOwned):
    """A reason an officer gives, written once in every language of the hub, so that applicants read it in theirs."""

    class For(models.TextChoices):
        RETURN = "return", pgettext_lazy("an application", "return")
        REJECT = "reject", _("reject")
        SUSPEND = "suspend", _("suspend")

    code = models.SlugField(_("code"), max_length=40)
    used_for = models.CharField(_("used for"), max_length=7, choices=For.choices, default=For.RETURN)
    step = models.CharField(_("step to mend"), max_length=10, choices=Step.choices, blank=True)
    text = models.TextField(_("text"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["used_for", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["hub", "code"], name="reason_code_once_per_hub")]

    def __str__(self) -> str:
        return self.text
