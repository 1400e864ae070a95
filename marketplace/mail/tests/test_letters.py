"""Letters: after commit, once, in the reader's language, and with a subject nobody can break out of."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.mail.services import send_after_commit
from marketplace.mail.tasks import BadLetter, split_letter

pytestmark = pytest.mark.django_db

LETTER = """Subject: {% blocktranslate %}News from {{ shop }}{% endblocktranslate %}

{% if language == "zh-hans" %}您好{% else %}Hello{% endif %} {{ name }}, see {{ site_url }}/orders/
"""


class AwayOnce(EmailBackend):
    """A mail server that refuses the first letter it is given."""

    refused = 0

    def send_messages(self, messages):
        if not AwayOnce.refused:
            AwayOnce.refused += 1
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "news.txt").write_text(LETTER)
    (tmp_path / "test" / "both.txt").write_text(LETTER)
    (tmp_path / "test" / "both.html").write_text("<h1>{{ subject }}</h1><p>{{ name }}</p>")
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES]
    settings.SITE_URL = "https://isoko.example"


def write(**changes) -> Job:
    letter = {"to": "carla@example.com", "template": "test/news", "context": {"shop": "Kopakama", "name": "Carla"}}
    return send_after_commit(**{**letter, **changes})


def test_letter_is_sent_when_its_job_runs(run_waiting_jobs):
    job = write()
    assert mail.outbox == []

    run_waiting_jobs()

    (letter,) = mail.outbox
    assert (letter.subject, letter.body, letter.to) == (
        "News from Kopakama",
        "Hello Carla, see https://isoko.example/orders/\n",
        ["carla@example.com"],
    )
    assert letter.extra_headers == {"Message-ID": f"<{job.pk}@isoko.example>", "Content-Language": "en"}


def test_letter_is_not_sent_when_the_change_it_tells_of_is_rolled_back(run_waiting_jobs):
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError

    run_waiting_jobs()
    assert mail.outbox == []


def test_letter_leaves_after_commit_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        write()

    assert len(callbacks) == 1


def test_letter_with_a_key_is_sent_once(run_waiting_jobs):
    for _ in range(3):
        write(key="order-paid:IS-26-000001")
        run_waiting_jobs()

    assert len(mail.outbox) == 1


def test_letter_is_in_the_readers_language_whatever_the_writers(run_waiting_jobs):
    write(language="zh-hans")

    run_waiting_jobs()

    assert mail.outbox[0].body.startswith("您好 Carla")
    assert mail.outbox[0].extra_headers["Content-Language"] == "zh-hans"


def test_letter_is_tried_again_when_the_mail_server_was_away(run_waiting_jobs, settings):
    settings.EMAIL_BACKEND = f"{__name__}.AwayOnce"
    job = write()

    run_waiting_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts, mail.outbox) == (JobState.WAITING, 1, [])
    Job.objects.update(run_after=timezone.now())
    run_waiting_jobs()

    job.refresh_from_db()
    assert (job.state, job.attempts, len(mail.outbox)) == (JobState.DONE, 2, 1)


def test_text_is_not_escaped_and_html_is(run_waiting_jobs):
    write(template="test/both", context={"shop": "Fair & Square", "name": "<Carla>"})

    run_waiting_jobs()

    (letter,) = mail.outbox
    assert (letter.subject, "Hello <Carla>" in letter.body) == ("News from Fair & Square", True)
    assert letter.alternatives[0].content == "<h1>News from Fair &amp; Square</h1><p>&lt;Carla&gt;</p>"


@pytest.mark.parametrize(
    "shop", ["Evil\nBcc: all@example.com", "Evil\r\nBcc: all@example.com", "Evil\rBcc: all@example.com", "Evil\u2028Bcc: a@b"]
)
def test_subject_cannot_bring_headers_of_its_own(run_waiting_jobs, shop):
    write(context={"shop": shop, "name": "Carla"})

    run_waiting_jobs()

    sent = mail.outbox[0].message()
    assert (sent["Bcc"], mail.outbox[0].recipients()) == (None, ["carla@example.com"])
    assert str(sent["Subject"]).startswith("News from Evil")


def test_letter_without_a_subject_is_refused():
    with pytest.raises(BadLetter):
        split_letter("Dear Carla,\n\nhello")
