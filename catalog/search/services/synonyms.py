"""Equal words as staff keep them. A change is written to the history and is true for the next search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.search.models import Synonym
from catalog.search.selectors.synonyms import MOST_ITEMS, forget_synonyms, items_of
from catalog.search.words import fold, spoken_words
from catalog.services.tables import save_row
from marketplace.history.services import record

if TYPE_CHECKING:
    from marketplace.accounts.models import User

MOST_WORDS = 30


def check_synonym(synonym: Synonym) -> None:
    """Raises ValidationError where the words are fewer than two, too many, too long or said twice."""
    words = [word.strip() for word in synonym.words.replace("，", ",").replace("、", ",").split(",") if word.strip()]
    phrases = [tuple(items_of(fold(word))) for word in words]
    if len(set(phrases)) < 2 or () in phrases:
        raise ValidationError({"words": _("Write two or more words with a comma between them.")})
    if len(words) > MOST_WORDS:
        raise ValidationError({"words": _("At most %(number)d words can be equal.") % {"number": MOST_WORDS}})
    if len(set(phrases)) < len(phrases):
        raise ValidationError({"words": _("A word stands here twice; capitals and accents make no difference.")})
    for word, phrase in zip(words, phrases, strict=True):
        if len(phrase) > MOST_ITEMS:
            why = _("“%(word)s” is too long: at most %(number)d words in a row.") % {"word": word, "number": MOST_ITEMS}
            raise ValidationError({"words": why})
    synonym.words = ", ".join(words)


@transaction.atomic
def save_synonym(*, synonym: Synonym, by: User | None) -> None:
    """Write a row of equal words. Raises ValidationError."""
    check_synonym(synonym)
    synonym.spoken = spoken_words(synonym.words)
    save_row(row=synonym, by=by)
    transaction.on_commit(forget_synonyms)


@transaction.atomic
def remove_synonym(*, synonym: Synonym, by: User | None) -> None:
    """The words are no longer equal."""
    record(subject=synonym, action="synonym.removed", by=by, before={"words": synonym.words, "language": synonym.language})
    synonym.delete()
    transaction.on_commit(forget_synonyms)
