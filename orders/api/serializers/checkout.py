from __future__ import annotations

from rest_framework import serializers

from marketplace.api.serializers import GivenMoneySerializer, IdField, InputSerializer
from orders.api.serializers.cart import QuantityField
from orders.logistics.api.serializers import DestinationSerializer

MOST_LINES = 100
CURRENCY = r"^[A-Z]{3}$"


class WantedLineSerializer(InputSerializer):
    variant = IdField()
    quantity = QuantityField()


class QuoteAskSerializer(InputSerializer):
    """What shall go where. Without `lines` it is the cart; one quote is for the goods of one seller."""

    destination = DestinationSerializer()
    lines = serializers.ListField(child=WantedLineSerializer(), required=False, min_length=1, max_length=MOST_LINES)
    seller = serializers.SlugField(required=False, max_length=80, help_text="Whose goods, where the cart has those of several sellers.")
    currency = serializers.RegexField(CURRENCY, required=False, help_text="In which the prices shall be.")


class ContactSerializer(InputSerializer):
    email = serializers.EmailField(max_length=254, help_text="For the order's letters.")
    company_name = serializers.CharField(max_length=160, required=False, allow_blank=True)
    company_code = serializers.CharField(
        max_length=24, required=False, allow_blank=True, help_text="In China the unified social credit code, 18 characters."
    )
    purchase_order = serializers.CharField(max_length=60, required=False, allow_blank=True, help_text="Printed on the invoice.")


class AddressInputSerializer(InputSerializer):
    """China: province, city and district by their GB/T 2260 codes. Elsewhere: city, and what else the address has."""

    country = serializers.RegexField(r"^[A-Z]{2}$", help_text="ISO 3166 alpha-2.")
    name = serializers.CharField(max_length=80, help_text="Who receives it.")
    phone = serializers.CharField(max_length=24, help_text="In China a mobile number; elsewhere with the country code.")
    line = serializers.CharField(max_length=200, help_text="Street and number.")
    line2 = serializers.CharField(max_length=120, required=False, allow_blank=True, help_text="Not in China.")
    postcode = serializers.CharField(max_length=12, required=False, allow_blank=True)
    province = serializers.CharField(max_length=6, required=False, allow_blank=True, help_text="In China.")
    city = serializers.CharField(max_length=80, required=False, allow_blank=True)
    district = serializers.CharField(max_length=6, required=False, allow_blank=True, help_text="In China.")
    region = serializers.CharField(max_length=80, required=False, allow_blank=True, help_text="Not in China.")


class ChosenDeliverySerializer(InputSerializer):
    """An option of a priced quote, for one seller's parcel."""

    quote = serializers.UUIDField()
    option = IdField()


class PersonSerializer(InputSerializer):
    """Who brings the goods into China, as on the identity card; asked where customs lets them in for a named person alone."""

    name = serializers.CharField(max_length=60, required=False, allow_blank=True)
    number = serializers.CharField(max_length=24, required=False, allow_blank=True, help_text="Of the resident identity card, GB 11643.")
    mobile = serializers.CharField(max_length=24, required=False, allow_blank=True)
    agree = serializers.BooleanField(help_text="The person agreed to the consent text of the checkout page.")
    keep = serializers.BooleanField(required=False, help_text="Signed-in callers: keep it, encrypted, for the next order.")
    use_saved = serializers.BooleanField(required=False, help_text="Take what was kept, instead of the three facts.")


class CheckoutSerializer(InputSerializer):
    contact = ContactSerializer()
    address = AddressInputSerializer()
    person = PersonSerializer(required=False, help_text="Only for consumer parcels into China; elsewhere nothing of it is kept.")
    general_trade = serializers.BooleanField(
        required=False, help_text="What is above the person’s sum for the year goes as general trade, with full duty and tax."
    )
    deliveries = serializers.ListField(
        child=ChosenDeliverySerializer(), min_length=1, max_length=MOST_LINES, help_text="One for each seller in the cart."
    )
    provider = serializers.CharField(max_length=30, help_text="Code of a way to pay, such as `sandbox`.")
    shown_total = GivenMoneySerializer(help_text="What the buyer was told it costs in all. Another total is refused, never charged.")
