"""The sentences for what is refused."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.trust.exceptions import ContactLeak, TooMany, TrustRefused

SAID = {
    "not_yours": gettext_lazy("This is not yours to decide."),
    "own_goods": gettext_lazy("You work for the firm that sells this, so you cannot rate it or ask about it."),
    "own_words": gettext_lazy("These are your own words."),
    "already": gettext_lazy("You have reviewed this purchase already. You can edit what you wrote."),
    "withdrawn": gettext_lazy("Its writer has taken it back."),
    "not_on_sale": gettext_lazy("This is not on sale any more, so nothing can be asked about it."),
    "empty": gettext_lazy("Please write something."),
    "asked": gettext_lazy("You have asked this already. You get a letter when it is answered."),
    "not_public": gettext_lazy("This is not public, so it cannot be answered or found helpful."),
    "not_selling": gettext_lazy("Your shop is closed for now, so nothing can be answered in public."),
    "unanswered": gettext_lazy("A question becomes public with its answer. Answer it, or refuse it with a reason."),
    "reason": gettext_lazy("Choose a reason."),
    "nothing_there": gettext_lazy("There is no answer to it any more."),
}


def spoken(refusal: ContactLeak | TrustRefused) -> str:
    """What its reader is told, and what to do next."""
    if isinstance(refusal, ContactLeak):
        kinds = _(", ").join(str(kind.label) for kind in refusal.kinds)
        return _(
            "This names a way to be reached outside this market (%(kinds)s). Please take it out: outside, nobody protects your payment."
        ) % {"kinds": kinds}
    if isinstance(refusal, TooMany):
        return ngettext(
            "That was %(most)d in one day. Please go on tomorrow.", "Those were %(most)d in one day. Please go on tomorrow.", refusal.most
        ) % {"most": refusal.most}
    return str(SAID[refusal.why])
