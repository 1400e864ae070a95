"""What officers read in the history is words, whichever room wrote it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from marketplace.history.words import all_words, words_for
from orders.aftersale.enums import DisputeState, ReturnState
from orders.enums import GroupState, OrderState
from orders.payments.payouts.enums import PayoutState
from orders.trade.enums import ContractState, DrawingState, OfferState, RequestState, SampleState
from sellers.enums import SellerState

WRITTEN = re.compile(r'action="([a-z_]+\.[a-z_.]+)"')


def written_in_the_house() -> set[str]:
    rooms = [Path(settings.BASE_DIR) / room for room in ("marketplace", "sellers", "catalog", "orders", "tourism")]
    sources = [path.read_text() for room in rooms for path in room.rglob("*.py") if "tests" not in path.parts]
    return {action for source in sources for action in WRITTEN.findall(source)}


def moved_by_a_table() -> set[str]:
    moves = {
        "order": set(OrderState) - {OrderState.AWAITING_PAYMENT},
        "order_group": set(GroupState) - {GroupState.AWAITING_PAYMENT},
        "return": set(ReturnState),
        "dispute": set(DisputeState),
        "payout": set(PayoutState),
        "seller": set(SellerState),
        "trade_request": set(RequestState),
        "trade_offer": set(OfferState),
        "trade_sample": set(SampleState),
        "trade_contract": set(ContractState),
        "trade_credit": set(DrawingState),
    }
    return {f"{noun}.{state}" for noun, states in moves.items() for state in states}


def test_every_action_has_words():
    spoken_of = {code.partition(".")[0] for code, _words in all_words()}
    actions = {action for action in written_in_the_house() | moved_by_a_table() if action.partition(".")[0] in spoken_of}

    assert len(actions) > 90
    assert sorted(action for action in actions if words_for(action) == action) == []
    assert words_for("nobody.knows_this") == "nobody.knows_this"


@pytest.mark.parametrize("language", ["zh-hans"])
def test_every_word_is_in_the_reader_s_language(language):
    with override(language):
        assert [words for _code, words in all_words() if re.search("[A-Za-z]{4,}", words)] == []
