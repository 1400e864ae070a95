from __future__ import annotations

from django.db import transaction

from catalog.trust.exceptions import TrustRefused
from catalog.trust.models import Question, Review, Vote
from catalog.trust.rules import sells
from catalog.trust.services.measures import MOST_VOTES, check_measure
from marketplace.accounts.models import User


@transaction.atomic
def say_helpful(*, word: Review | Question, by: User, is_helpful: bool) -> int:
    """This member finds it helpful, or no more; twice is once. Returns how many find it so.

    Raises TooMany, and TrustRefused("own_words", "own_goods", "not_public")."""
    if word.by_id == by.pk:
        raise TrustRefused("own_words")
    if sells(by, word.seller_id):
        raise TrustRefused("own_goods")
    of = {word._meta.model_name: word}
    if is_helpful and not Vote.objects.filter(by=by, **of).exists():
        check_measure(Vote.objects.all(), by=by, most=MOST_VOTES, moment="at")
    word = type(word).objects.locked().get(pk=word.pk)
    if not word.is_public:
        raise TrustRefused("not_public")
    if is_helpful:
        Vote.objects.get_or_create(by=by, **{word._meta.model_name: word})
    else:
        Vote.objects.filter(by=by, **{word._meta.model_name: word}).delete()
    word.helpful = word.votes.count()
    word.save(update_fields=["helpful"])
    return word.helpful
