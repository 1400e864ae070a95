"""What a caller sends is taken as the schema says it, and never made the best of."""

import pytest
from rest_framework import serializers

from marketplace.api.serializers import CallerSerializer, InputSerializer

ID = "5f0c7a3e-6d0b-4c3c-9a53-0f1d5e0f7a11"


class Thing(InputSerializer):
    name = serializers.CharField(required=False)
    note = serializers.CharField(required=False, allow_blank=True)
    country = serializers.RegexField("^[A-Z]{2}$", required=False)
    count = serializers.IntegerField(required=False)
    is_saved = serializers.BooleanField(required=False)
    quote = serializers.UUIDField(required=False)
    secret = serializers.CharField(required=False, trim_whitespace=False)


class Question(CallerSerializer):
    words = serializers.ListField(child=serializers.CharField(), required=False)


def wrong(**data):
    form = Thing(data=data)
    return [] if form.is_valid() else sorted(form.errors)


@pytest.mark.parametrize(
    "data",
    [
        {"name": "咖啡 ☕ é"},
        {"note": ""},
        {"note": "two\n\tlines"},
        {"country": "CN"},
        {"count": 3.0},
        {"is_saved": False},
        {"quote": ID},
        {"quote": ID.upper()},
        {"secret": " \x07 "},
    ],
)
def test_value_of_its_kind_is_taken(data):
    assert wrong(**data) == []


@pytest.mark.parametrize(
    "data",
    [
        {"name": 7},
        {"name": True},
        {"name": None},
        {"name": ["a"]},
        {"name": " \u3000"},
        {"name": "a\x07b"},
        {"name": "\x85"},
        {"name": "a\x00"},
        {"name": "\ud800"},
        {"note": "\x9f"},
        {"country": " CN"},
        {"country": "CN\n"},
        {"count": "3"},
        {"count": True},
        {"count": 3.5},
        {"count": float("inf")},
        {"is_saved": "yes"},
        {"is_saved": 1},
        {"quote": 17},
        {"quote": ID.replace("-", "")},
        {"quote": f"urn:uuid:{ID}"},
        {"secret": 7},
        {"unknown": None},
    ],
)
def test_value_of_another_kind_is_refused_at_its_field(data):
    assert wrong(**data) == sorted(data)


def test_several_mistakes_are_told_at_once():
    assert wrong(name=1, count="1", unknown=1) == ["count", "name", "unknown"]


def test_words_of_an_address_are_plain_text_too():
    assert not Question(data={"words": ["a", "b\x1b"]}).is_valid()
    assert Question(data={"words": ["a", "b"], "more": "of another program"}).is_valid()
