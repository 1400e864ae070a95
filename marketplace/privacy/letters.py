"""Letters about a person's requests, in the reader's language; forgotten with their leaving."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from marketplace.jobs.models import Job, JobState
from marketplace.mail.services import post_once
from marketplace.privacy.people import Person
from marketplace.privacy.registry import page_of


def tell(person: Person, letter: str, *, key: str, day: datetime | None = None, **context: Any) -> None:
    """Write `privacy/mail/<letter>.txt` to the person's first address, once for the key. Nobody is told where no address is known."""
    if not person.email:
        return
    with translation.override(person.language):
        facts = {
            "day": date_format(timezone.localtime(day), "DATETIME_FORMAT") if day else "",
            "url": settings.SITE_URL + (reverse("privacy:mine") if person.is_member else page_of(person)),
            "order": person.order,
            **context,
        }
    post_once(to=person.email, template=f"privacy/mail/{letter}", language=person.language, context=facts, key=key)


def forget_letters(asked: Q) -> int:
    """Address and words of these letters: at once where they left or never will, with their leaving where they wait (among them may be a
    refund's). The key of a row stays, so that a letter goes out once."""
    mail, over = Job.objects.filter(asked, kind__startswith="mail."), [JobState.DONE, JobState.FAILED]
    for job in mail.exclude(state__in=over):
        Job.objects.filter(pk=job.pk).update(payload={**job.payload, "is_forgotten": True})
    return mail.filter(state__in=over).update(payload={}, last_error="")
