from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.jobs import job_kind
from marketplace.jobs.models import Job


class BadLetter(ValueError):
    """The template does not begin with a `Subject:` line."""


@job_kind("mail.send", max_attempts=8)
def send_letter(job: Job) -> None:
    letter = job.payload
    context = {**letter["context"], "site_url": settings.SITE_URL, "language": letter["language"]}
    with translation.override(letter["language"]):
        subject, text = split_letter(render_to_string(f"{letter['template']}.txt", context, using="text"))
        message = EmailMultiAlternatives(
            subject, text, to=[letter["to"]], headers={"Message-ID": f"<{job.pk}@isoko>", "Content-Language": letter["language"]}
        )
        try:
            message.attach_alternative(
                render_to_string(f"{letter['template']}.html", {**context, "subject": subject}, using="django"), "text/html"
            )
        except TemplateDoesNotExist:
            pass  # a plain letter
    message.send()


def split_letter(rendered: str) -> tuple[str, str]:
    """Subject and text of a rendered letter. Raises BadLetter."""
    first, _, rest = rendered.lstrip().partition("\n")
    if not first.startswith("Subject:"):
        raise BadLetter(first)
    return first.removeprefix("Subject:").strip(), rest.strip() + "\n"
