from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.accounts.erased import is_nobody
from marketplace.jobs import job_kind
from marketplace.jobs.models import Job


class BadLetter(ValueError):
    """The template does not begin with a `Subject:` line."""


@job_kind("mail.send", max_attempts=8)
def send_letter(job: Job) -> None:
    """A letter of ours, from its template, in the reader's language."""
    letter = job.payload
    context = {**letter["context"], "site_url": settings.SITE_URL, "language": letter["language"]}
    with translation.override(letter["language"]):
        subject, text = split_letter(render_to_string(f"{letter['template']}.txt", context, using="text"))
        try:
            html = render_to_string(f"{letter['template']}.html", {**context, "subject": subject}, using="django")
        except TemplateDoesNotExist:
            html = ""  # a plain letter
    _post(job, [letter["to"]], subject, text, html, {"Content-Language": letter["language"]})
    if letter.get("is_forgotten"):  # its reader was erased while it waited
        Job.across_hubs.filter(pk=job.pk).update(payload={})


@job_kind("mail.post", max_attempts=8)
def post_letter(job: Job) -> None:
    """A letter rendered by somebody else (sign-up, password reset). What it said is forgotten with its leaving: it may open an account."""
    letter = job.payload
    headers = {"Content-Language": letter["language"]} if "language" in letter else {}
    _post(job, letter["to"], letter["subject"], letter["text"], letter["html"], headers)
    Job.across_hubs.filter(pk=job.pk).update(payload={} if letter.get("is_forgotten") else {"to": letter["to"]})


def rendered(template: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of a plain letter in that language. Raises BadLetter."""
    with translation.override(language):
        return split_letter(
            render_to_string(f"{template}.txt", {**context, "site_url": settings.SITE_URL, "language": language}, using="text")
        )


def _post(job: Job, to: list[str], subject: str, text: str, html: str, headers: dict[str, str]) -> None:
    to = [email for email in to if not is_nobody(email)]
    if not to:
        return
    # A worker that dies between sending and committing sends again; the same number lets a mail reader show the letter once.
    message = EmailMultiAlternatives(subject, text, to=to, headers={"Message-ID": f"<{job.pk}@{settings.MAIL_DOMAIN}>", **headers})
    if html:
        message.attach_alternative(html, "text/html")
    message.send()


def split_letter(rendered: str) -> tuple[str, str]:
    """Subject and text of a rendered letter. Raises BadLetter."""
    first, _, rest = rendered.lstrip().partition("\n")
    if not first.startswith("Subject:"):
        raise BadLetter(first)
    # Words from people may bring their own line ends (a shop's name, say): none of them may begin a header.
    return " ".join(first.removeprefix("Subject:").split()), rest.strip() + "\n"
