"""Requests of persons wait at the desk until they are answered; officers see what was asked and until when, never whose data it is."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from marketplace.privacy.enums import RequestState
from marketplace.privacy.models import PersonRequest


def waiting_requests(_request: HttpRequest) -> Waiting:
    """Those that do not end by themselves, and those whose day has come."""
    today = timezone.now().date()
    stuck = PersonRequest.objects.still_open().filter(Q(state__in=[RequestState.DEFERRED, RequestState.FAILED]) | Q(answer_by__lte=today))
    late = stuck.filter(answer_by__lt=today).count()
    note = ngettext("%(count)d is late", "%(count)d are late", late) % {"count": late} if late else ""
    return Waiting(stuck.count(), note)


def furnish_desk() -> None:
    desk.register(
        DeskTask(
            "privacy",
            _("Requests of persons"),
            "admin:privacy_personrequest_changelist",
            "privacy.view_personrequest",
            55,
            waiting_requests,
            query="open=1",
        )
    )
