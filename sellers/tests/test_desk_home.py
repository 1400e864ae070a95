"""The first page of the desk: what waits for whom."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.hubs import desk
from marketplace.hubs.context import current_hub
from marketplace.jobs.models import Job, JobState
from sellers.enums import SellerState
from sellers.tests.factories import make_officer, make_seller, make_user

pytestmark = pytest.mark.django_db


def piles(client) -> dict[str, int]:
    html = client.get(reverse("admin:index")).content.decode()
    return {name: int(count) for count, name in re.findall(r"<b>(\d+)</b><span>([^<]+)</span>", html)}


def test_officer_sees_first_what_waits(client):
    olive, otto = make_officer("olive"), make_officer("otto")
    make_seller(state=SellerState.SUBMITTED)
    make_seller(state=SellerState.SUBMITTED, claimed_by=otto, claimed_at=timezone.now())
    Job.objects.create(hub=current_hub(), kind="mail.send", state=JobState.FAILED)
    client.force_login(olive)

    waiting = piles(client)
    assert {name: count for name, count in waiting.items() if count} == {"Applications, mine + unclaimed": 1, "Jobs that gave up": 1}
    assert {"New papers of approved sellers", "Suspensions to confirm", "Refunds on their way", "Payouts to send"} < set(waiting)


def test_every_pile_leads_to_its_page(client):
    client.force_login(make_officer())
    html = client.get(reverse("admin:index")).content.decode()

    urls = re.findall(r'<li(?: class="ro-none")?><a href="([^"]+)">', html)

    assert len(urls) == len(desk._tasks)
    assert [client.get(url.replace("&amp;", "&")).status_code for url in urls] == [200] * len(urls)


def test_staff_without_the_rights_see_no_piles(client):
    client.force_login(make_user("stan", is_staff=True, is_demo=True))

    assert piles(client) == {}
