"""What of conversations waits for an officer: reported messages. Nobody reads the others."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.talk.enums import ReportState
from orders.talk.models import Report
from orders.talk.services.reporting import RIGHT
from sellers.officers import grant_to_officers

RIGHTS = ["talk.view_report", RIGHT, *(f"talk.{verb}_talkretention" for verb in ("view", "add"))]


def reports(_request: HttpRequest) -> Waiting:
    return Waiting(Report.objects.filter(state=ReportState.OPEN).count(), "")


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)


def furnish_desk() -> None:
    desk.register(
        DeskTask("reports", _("Reported messages"), "admin:talk_report_changelist", RIGHT, 48, reports, query="state__exact=open")
    )
