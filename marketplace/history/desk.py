"""The history of one thing as officers read it, in the time of the desk."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketplace.history.selectors import entries_for
from marketplace.history.words import words_for

MOST = 50


def on_the_desk(moment: datetime) -> str:
    """In the zone and the words that the desk has for its reader."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def history_of(subject: models.Model) -> SafeString:
    """What was done with it, the newest first."""
    rows = ((on_the_desk(entry.at), words_for(entry.action), entry.by or "–", entry.note) for entry in entries_for(subject)[:MOST])
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{} · <b>{}</b> · {} {}</li>", rows))
