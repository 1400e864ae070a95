"""The group of RDB officers: just the rights the desk needs, no superuser, nothing that deletes."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission

from marketplace.privacy.officers import RIGHTS as OF_PRIVACY

GROUP = "RDB officers"
RIGHTS = [
    "sellers.view_seller",
    "sellers.review_seller",
    "sellers.read_payout",
    "sellers.view_evidence",
    "sellers.view_decision",
    "sellers.view_sector",
    "sellers.change_sector",
    "sellers.view_evidencerequirement",
    "sellers.add_evidencerequirement",
    "sellers.change_evidencerequirement",
    "sellers.view_reasoncode",
    "sellers.add_reasoncode",
    "sellers.change_reasoncode",
    "sellers.view_holiday",
    "sellers.add_holiday",
    "sellers.change_holiday",
    "history.view_entry",
    "jobs.view_job",
    "jobs.retry_job",
    "hubs.view_agency",
    "hubs.view_district",
    *OF_PRIVACY,
]


def grant_to_officers(rights: Iterable[str]) -> Group:
    """Let the officers do this too. Rooms above call it for their own desks; safe to call again."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = {tuple(right.split(".", 1)) for right in rights}
    found = [
        permission
        for permission in Permission.objects.select_related("content_type").filter(codename__in=[codename for _, codename in wanted])
        if (permission.content_type.app_label, permission.codename) in wanted
    ]
    group.permissions.add(*found)
    return group


def ensure_officers(**kwargs) -> None:
    """The group with its rights. Runs after every migrate and flush, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
