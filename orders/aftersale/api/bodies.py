"""What callers send about returns and disputes."""

from __future__ import annotations

import base64
import binascii
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.api.problems import Problem, pointed
from marketplace.api.serializers import LARGEST_ID, CallerSerializer, GivenMoneySerializer, InputSerializer
from marketplace.money import Money
from orders.aftersale.enums import DisputeKind, DisputeState, ReturnReason, ReturnState
from orders.aftersale.forms import LONGEST
from orders.aftersale.services.photos import MAX_PHOTOS
from orders.api.refusals import choice_problem
from orders.api.serializers.orders import PiecesSerializer, ShippingSerializer
from orders.models import Order

MOST_PIECES = 1_000_000
BASE64 = r"^[A-Za-z0-9+/]+={0,2}$"
OF_AN_ORDER = [(kind.value, kind.label) for kind in DisputeKind if kind != DisputeKind.RETURN]


class PhotoSerializer(InputSerializer):
    """A JPEG, PNG or PDF. It is judged by its content; the whole body takes 5 MB."""

    name = serializers.CharField(max_length=160)
    content = serializers.RegexField(BASE64, max_length=7_000_000, help_text="The bytes in Base64.")


def some_photos(help_text: str = "Up to 6, JPEG, PNG or PDF. The other side and RDB see them.") -> serializers.ListField:
    return serializers.ListField(child=PhotoSerializer(), max_length=MAX_PHOTOS, required=False, help_text=help_text)


def some_words(help_text: str, *, required: bool = False) -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST, required=required, allow_blank=not required, help_text=help_text)


class ReturnAskSerializer(InputSerializer):
    lines = serializers.ListField(child=PiecesSerializer(), min_length=1, help_text="How many of what comes back.")
    reason = serializers.ChoiceField(choices=ReturnReason.choices)
    note = some_words("What it is like.")
    photos = some_photos("Needed for a fault: everything but a change of mind. Up to 6, JPEG, PNG or PDF.")


class ReturnSendingSerializer(ShippingSerializer):
    freight = GivenMoneySerializer(required=False, help_text="What the way back cost, where the seller pays it; needs its receipt.")
    photos = some_photos("The carrier’s receipt.")


class WordSerializer(InputSerializer):
    note = some_words("A word to the buyer.")


class ReasonSerializer(InputSerializer):
    note = some_words("Why not, as the buyer reads it.", required=True)


class FoundSerializer(InputSerializer):
    """What came back of one line."""

    variant = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    received = serializers.IntegerField(min_value=0, max_value=MOST_PIECES)
    restocked = serializers.IntegerField(min_value=0, max_value=MOST_PIECES, help_text="Sound pieces, back on the shelf.")
    amount = GivenMoneySerializer(help_text="What goes back for them: at most the line’s `most`.")


class SettlementSerializer(InputSerializer):
    lines = serializers.ListField(child=FoundSerializer(), min_length=1, help_text="Every line of the return.")
    freight = GivenMoneySerializer(required=False, help_text="Of the way back; nothing where it is left out.")
    note = some_words("A word to the buyer; needed where less goes back than what came has cost.")


class ReturnDisputeSerializer(InputSerializer):
    wish = GivenMoneySerializer(help_text="How much would make it right.")
    text = some_words("What happened.", required=True)
    photos = some_photos()


class DisputeOpeningSerializer(ReturnDisputeSerializer):
    kind = serializers.ChoiceField(choices=OF_AN_ORDER)


class OfferSerializer(InputSerializer):
    offer = GivenMoneySerializer(help_text="All that is wished settles it; 0 where nothing is offered.")
    text = some_words("Needed where it is less than what is wished.")
    photos = some_photos()


class EscalationSerializer(InputSerializer):
    text = some_words("Why RDB should decide.", required=True)
    photos = some_photos()


class LineRefundSerializer(InputSerializer):
    """An amount for one line of the order, named by its variant."""

    variant = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    amount = GivenMoneySerializer()


class HandRefundSerializer(InputSerializer):
    lines = serializers.ListField(child=LineRefundSerializer(), required=False, min_length=1)
    delivery = GivenMoneySerializer(required=False)
    goodwill = GivenMoneySerializer(required=False, help_text="For nothing that was bought: a kindness.")
    reason = some_words("As the buyer reads it.", required=True)


class ReturnQuerySerializer(CallerSerializer):
    state = serializers.ChoiceField(choices=ReturnState.choices, required=False)


class DisputeQuerySerializer(CallerSerializer):
    state = serializers.ChoiceField(choices=DisputeState.choices, required=False)


class FirmQuerySerializer(CallerSerializer):
    seller = serializers.SlugField(required=False, max_length=80, help_text="Which of the caller's firms; the approved one unless told.")


class ReturnsToQuerySerializer(ReturnQuerySerializer, FirmQuerySerializer):
    pass


class DisputesWithQuerySerializer(DisputeQuerySerializer, FirmQuerySerializer):
    pass


def amount_in(order: Order, said: Money | None, pointer: str) -> Decimal:
    """The amount of an order's own currency; nothing where none was said. Raises Problem for another currency, or for more decimals
    than it has."""
    if said is None:
        return Decimal(0)
    if said.currency != order.currency:
        text = _("This order was paid in %(currency)s.") % {"currency": order.currency}
        raise choice_problem(pointer, text)
    if said != said.rounded():
        raise choice_problem(pointer, _("This currency has no such small coins."))
    return said.amount


def uploads_of(said: dict[str, Any]) -> list[SimpleUploadedFile]:
    """The files of a body, as the services take them. Raises Problem for what is no Base64."""
    files = []
    for place, photo in enumerate(said.get("photos", [])):
        try:
            content = base64.b64decode(photo["content"], validate=True)
        except binascii.Error as fault:
            text = _("This is not Base64.")
            raise Problem(422, "invalid", text, [pointed(f"/photos/{place}/content", text)]) from fault
        files.append(SimpleUploadedFile(photo["name"], content))
    return files
