"""What of the sellers waits for an officer."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from sellers.selectors.queue import counts_of

PAGE, RIGHT = "admin:sellers_seller_changelist", "sellers.review_seller"


def applications(request: HttpRequest) -> Waiting:
    counts = counts_of(request.user)
    late = counts["over_clock"]
    return Waiting(counts["mine"], ngettext("%(count)s over the clock", "%(count)s over the clock", late) % {"count": late} if late else "")


def new_papers(request: HttpRequest) -> Waiting:
    return Waiting(counts_of(request.user)["papers"])


def suspensions(request: HttpRequest) -> Waiting:
    return Waiting(counts_of(request.user)["suspensions"])


def furnish_desk() -> None:
    desk.register(DeskTask("applications", _("Applications, mine + unclaimed"), PAGE, RIGHT, 10, applications))
    desk.register(DeskTask("papers", _("New papers of approved sellers"), PAGE, RIGHT, 20, new_papers, query="show=papers"))
    desk.register(DeskTask("suspensions", _("Suspensions to confirm"), PAGE, RIGHT, 30, suspensions, query="show=suspensions"))
