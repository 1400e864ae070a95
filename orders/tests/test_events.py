import pytest

from orders import events


def test_hooks_are_called_with_the_order_when_it_happens(monkeypatch):
    monkeypatch.setattr(events, "_hooks", type(events._hooks)(list))
    heard = []
    events.on(events.ORDER_PAID)(heard.append)
    events.on(events.ORDER_SHIPPED)(lambda order_id: heard.append("shipped"))

    events.tell(events.ORDER_PAID, 7)

    assert heard == [7]


def test_the_same_hook_is_kept_once_when_it_comes_twice(monkeypatch):
    monkeypatch.setattr(events, "_hooks", type(events._hooks)(list))
    heard = []
    events.on(events.ORDER_PAID)(heard.append)
    events.on(events.ORDER_PAID)(heard.append)

    events.tell(events.ORDER_PAID, 7)

    assert heard == [7]


def test_listening_is_refused_when_nobody_ever_says_it():
    with pytest.raises(events.UnknownEvent):
        events.on("order_eaten")
