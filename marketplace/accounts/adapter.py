from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from marketplace.jobs import enqueue


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user, form, commit: bool = True):
        """A new person keeps the language they signed up in."""
        user.language = getattr(request, "LANGUAGE_CODE", "en")
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render the letter now, in the reader's language, and let a job post it: a mail server that is slow or away does not
        stop anybody from signing up."""
        told = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        letter = self.render_mail(template_prefix, email, told)
        html = [content for content, kind in getattr(letter, "alternatives", []) if kind == "text/html"]
        enqueue("mail.post", payload={"to": letter.to, "subject": letter.subject, "text": letter.body, "html": html[0] if html else ""})
