"""What buyers say and ask, in the seller's office: a page of its own, and what waits there today."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.trust.selectors.office import count_unanswered_questions, count_unanswered_reviews
from marketplace.look.chrome import OfficeEntry
from sellers import office
from sellers.access import current_seller
from sellers.models import Seller
from sellers.office import Todo


def word_todos(seller: Seller) -> Iterator[Todo]:
    """Questions before reviews: somebody waits for them before they buy."""
    if not seller.is_selling:
        return
    url = reverse("trust:office")
    if asked := count_unanswered_questions(seller):
        title = ngettext("Answer %(count)d question", "Answer %(count)d questions", asked) % {"count": asked}
        yield Todo(title, f"{url}#questions", _("Answer"), "help", _("The answer stands on the product page."), weight=22)
    if said := count_unanswered_reviews(seller):
        title = ngettext("%(count)d review has no answer", "%(count)d reviews have no answer", said) % {"count": said}
        yield Todo(title, f"{url}#reviews", _("Read"), "star", _("One public answer each, if you wish."), weight=60)


def waiting_words(request: HttpRequest) -> int:
    seller = getattr(request, "seller", None) or current_seller(request)
    return count_unanswered_questions(seller) if seller else 0


def furnish_office() -> None:
    office.register_page(OfficeEntry("reviews", gettext_lazy("Reviews"), "sell/reviews/", "star", 37, count=waiting_words))
    office.register_todo(word_todos)
