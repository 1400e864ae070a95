"""What callers send into conversations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from catalog.models import Product
from marketplace.accounts.models import User
from marketplace.api.serializers import CallerSerializer, InputSerializer
from orders.api.refusals import choice_problem
from orders.models import Order
from orders.talk.enums import ReportReason
from orders.talk.selectors.threads import own_order, own_product
from orders.talk.services.writing import LONGEST


class MessageWriteSerializer(InputSerializer):
    text = serializers.CharField(max_length=LONGEST, help_text="No way to be reached outside, until an order between the two is paid.")


class ConversationBeginSerializer(MessageWriteSerializer):
    """The first message, about a product or about an order: one of the two."""

    product = serializers.SlugField(max_length=160, required=False, help_text="Slug of a product on sale.")
    order = serializers.CharField(max_length=40, required=False, help_text="Number of an order of the caller’s own, with one seller.")


class MessageReportBodySerializer(InputSerializer):
    reason = serializers.ChoiceField(choices=ReportReason.choices)
    note = serializers.CharField(max_length=1000, required=False, allow_blank=True, help_text="More, for RDB.")


class FirmConversationsQuerySerializer(CallerSerializer):
    seller = serializers.SlugField(required=False, max_length=80, help_text="Which of the caller's firms; the approved one unless told.")
    unanswered = serializers.BooleanField(required=False, help_text="True: those alone that wait for an answer, the longest first.")


def about_of(said: Mapping[str, Any], user: User) -> Product | Order:
    """What the conversation shall be about. Raises Problem for none or two, and for what is not on sale or not the caller's."""
    if ("product" in said) == ("order" in said):
        raise choice_problem("", _("Name a product or an order, one of the two."))
    try:
        return own_product(said["product"]) if "product" in said else own_order(user, said["order"])
    except Http404:
        if "product" in said:
            raise choice_problem("/product", _("There is no such product on sale.")) from None
        raise choice_problem("/order", _("You have no such order.")) from None
