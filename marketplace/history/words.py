"""What an action is called where officers read the history. Each room names its own in AppConfig.ready(); the log keeps the codes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]

# Rows of tables that officers keep, whichever table it is: the subject says which.
VERBS: Words = {
    "added": pgettext_lazy("done with a row", "Added"),
    "entered": pgettext_lazy("done with a row", "Entered"),
    "changed": pgettext_lazy("done with a row", "Changed"),
    "kept": pgettext_lazy("done with a row", "Changed"),
    "proposed": pgettext_lazy("done with a row", "Proposed"),
    "confirmed": pgettext_lazy("done with a row", "Confirmed"),
    "withdrawn": pgettext_lazy("done with a row", "Withdrawn"),
    "ended": pgettext_lazy("done with a row", "Ended"),
}
_words: dict[str, str | Promise] = {"job.retried": _("Job started again")}


def register(words: Words) -> None:
    """Words for actions, whole codes."""
    _words.update(words)


def words_for(action: str) -> str:
    """Of one action; its code where nobody has named it."""
    verb = action.rpartition(".")[2]
    known = _words.get(action) or VERBS.get(verb) or VERBS.get(verb.rpartition("_")[2])
    return str(known) if known else action


def all_words() -> list[tuple[str, str]]:
    """Code and words of every action that a room has named, in the order of the words."""
    return sorted(((code, str(words)) for code, words in _words.items()), key=lambda pair: pair[1])
