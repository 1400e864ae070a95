"""Messages in the seller's office: a page of their own, and what waits there."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from marketplace.look.chrome import OfficeEntry
from orders.talk.models import Thread
from orders.talk.selectors.threads import unanswered_of_office
from sellers import office
from sellers.models import Seller
from sellers.office import Todo


def talk_todos(seller: Seller) -> Iterator[Todo]:
    if waiting := Thread.objects.filter(seller=seller).unanswered().count():
        title = ngettext("%(count)s buyer waits for an answer", "%(count)s buyers wait for an answer", waiting) % {"count": waiting}
        yield Todo(title, reverse("talk:office-list") + "?show=unanswered", str(gettext_lazy("Answer")), "chat", weight=15)


def furnish_office() -> None:
    office.register_page(OfficeEntry("messages", gettext_lazy("Messages"), "sell/messages/", "chat", 32, count=unanswered_of_office))
    office.register_todo(talk_todos)
