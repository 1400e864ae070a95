from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sellers.forms.application import ContactForm
from sellers.forms.readiness import ready_days_field
from sellers.readiness import USUAL_READY_DAYS
from sellers.services.profile import STORIES


class ProfileForm(ContactForm):
    """The contact of the application, and the story in each language of the hub."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for name in STORIES:
            language = name.removeprefix("story_").replace("_", "-")
            self.fields[name] = forms.CharField(
                label=_("Your story, %(language)s") % {"language": names[language]},
                max_length=2000,
                required=False,
                initial=getattr(self.seller, name) or "",
                widget=forms.Textarea(attrs={"rows": 5, "lang": language}),
            )

        self.fields["ready_days"] = ready_days_field(
            help_text=_("Counted from the payment. For all goods that say nothing of their own; empty: we tell buyers our usual %(days)d.")
            % {"days": USUAL_READY_DAYS},
            initial=self.seller.ready_days,
        )

    @property
    def stories(self) -> list[forms.BoundField]:
        return [self[name] for name in STORIES]

    @property
    def contacts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*STORIES, "ready_days")]
