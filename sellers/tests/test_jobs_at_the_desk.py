"""What officers see of the workers: work that gave up, why, and one more chance for it."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from marketplace.history.models import Entry
from marketplace.jobs.models import Job, JobState
from marketplace.mail.services import send_after_commit
from sellers.tests.factories import make_officer, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:jobs_job_changelist"


@pytest.fixture
def failed():
    said = "Attempt 4 took its worker down"
    return Job.objects.create(kind="catalog.renditions", payload={"photo": 0}, state=JobState.FAILED, attempts=4, last_error=said)


def press(client, job):
    return client.post(reverse(LIST), {"action": "retry", "_selected_action": [str(job.pk)]}, follow=True)


def test_officer_sees_a_failed_job_and_tries_it_again(client, failed):
    olive = make_officer("olive")
    client.force_login(olive)

    page = client.get(reverse(LIST) + "?state__exact=failed").content.decode()
    assert "Attempt 4 took its worker down" in page and "Try failed jobs again" in page
    page = press(client, failed).content.decode()

    failed.refresh_from_db()
    assert "1 job will be tried again." in page and (failed.state, failed.attempts) == (JobState.WAITING, 0)
    entry = Entry.objects.get(action="job.retried")
    assert (entry.by, entry.subject_id) == (olive, str(failed.pk))


def test_staff_without_the_right_see_but_do_not_retry(client, failed):
    clerk = make_user("clerk", is_staff=True, is_demo=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_job"))
    client.force_login(clerk)

    assert client.get(reverse(LIST)).status_code == 200
    press(client, failed)

    failed.refresh_from_db()
    assert failed.state == JobState.FAILED


def test_officer_never_reads_what_a_waiting_letter_says(client):
    job = send_after_commit(to="carla@example.com", template="orders/mail/paid", context={"link": "/orders/secret-token/"})
    client.force_login(make_officer("olive"))

    page = client.get(reverse("admin:jobs_job_change", args=[job.pk]))

    assert page.status_code == 200 and b"secret-token" not in page.content


def test_officer_writes_and_deletes_no_job(client, failed):
    client.force_login(make_officer("olive"))

    assert client.get(reverse("admin:jobs_job_add")).status_code == 403
    assert client.post(reverse("admin:jobs_job_delete", args=[failed.pk])).status_code == 403
