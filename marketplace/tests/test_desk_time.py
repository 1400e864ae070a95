import datetime as dt

import pytest

from marketplace.accounts.models import User
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_desk_writes_times_of_its_own_clock(client):
    Job.objects.create(kind="mail.send", payload={}, key="clock")
    Job.objects.filter(key="clock").update(created_at=dt.datetime(2026, 11, 21, 22, 30, tzinfo=dt.UTC))
    client.force_login(User.objects.create_superuser("olive@example.com", "x", is_demo=True))

    page = client.get("/admin/jobs/job/").content.decode()

    assert "22 Nov 2026, 00:30" in page
