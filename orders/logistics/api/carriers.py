"""A carrier's way in: steps of shipments, one by one or as a list, with a token of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import authentication, serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import read_body
from marketplace.api.serializers import InputSerializer
from orders.logistics.enums import Passage
from orders.logistics.models import CarrierAccess
from orders.logistics.services.carriers import EventsRefused, Told, access_of, keep_message, mistake, take_events

MOST_EVENTS, MOST_BYTES = 200, 500_000
EVENT = {
    "event_id": "EV-20261122-0001",
    "number": "RR473124829GB",
    "passage": "arrived",
    "happened_at": "2026-11-22T06:30:00Z",
    "place": "Guangzhou",
    "code": "ARR",
}


@dataclass(frozen=True)
class CarrierCaller:
    """Who calls with a carrier's token: no person, and nobody's account."""

    access: CarrierAccess
    is_authenticated = True
    is_anonymous = is_staff = is_superuser = False
    is_active = True

    @property
    def pk(self) -> str:
        return f"carrier-{self.access.pk}"


class CarrierAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer <token>`, the token of a carrier. A person's token or session is not looked at."""

    def authenticate(self, request: Request) -> tuple[CarrierCaller, CarrierAccess] | None:
        scheme, _space, token = authentication.get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        token = token.strip()
        access = access_of(token.decode()) if token.isascii() and token.isalnum() else None
        if access is None:
            raise AuthenticationFailed(_("Invalid token."))
        return CarrierCaller(access), access

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class CarrierScheme(OpenApiAuthenticationExtension):
    target_class = CarrierAuthentication
    name = "carrier"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "The token that an officer of RDB has given to a carrier."}


MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"


class EventSerializer(InputSerializer):
    """Where one parcel or container is."""

    event_id = serializers.RegexField(r"^[A-Za-z0-9._:-]{1,64}$", help_text="Your own number of the event; told again it is taken once.")
    number = serializers.CharField(max_length=40, help_text="Of the parcel, air waybill or container, however it is written.")
    passage = serializers.ChoiceField(choices=Passage.choices, help_text="The way goes forward only; a late word is kept.")
    happened_at = serializers.RegexField(MOMENT, help_text="RFC 3339, with its zone.")
    place = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    code = serializers.CharField(max_length=40, required=False, allow_blank=True, default="", help_text="Your own code, kept as it is.")


class EventListSerializer(InputSerializer):
    events = serializers.ListField(child=EventSerializer(), min_length=1, max_length=MOST_EVENTS)


class TakenSerializer(serializers.Serializer):
    event_id = serializers.CharField()
    is_new = serializers.BooleanField(help_text="False where it was told before.")


class TakenListSerializer(serializers.Serializer):
    events = TakenSerializer(many=True)


class CarrierView(APIView):
    authentication_classes = [CarrierAuthentication]
    permission_classes = [IsAuthenticated]
    throttle_scope = "carriers"

    def take(self, request: Request, serializer: type[InputSerializer], *, is_list: bool) -> list[dict[str, Any]]:
        """The message is kept first, whatever it says; then its events are taken, all or none. Raises Problem."""
        body = request.body
        if len(body) > MOST_BYTES:
            raise Problem(413, "too-large", _("The body is larger than this address takes."))
        request.data  # noqa: B018 - what is no JSON is told before anything is kept
        message = keep_message(access=request.auth, body=body.decode(errors="backslashreplace"))
        said = read_body(serializer, request)
        try:
            events = told_in(said["events"] if is_list else [said])
            new = take_events(message=message, events=events)
        except EventsRefused as refusal:
            where = "/events/{0.place}/{0.field}" if is_list else "/{0.field}"
            errors = [pointed(where.format(mistake), mistake.message) for mistake in refusal.mistakes]
            raise Problem(422, "events-refused", REFUSED, errors) from None
        return [{"event_id": event.event_id, "is_new": is_new} for event, is_new in zip(events, new, strict=True)]


def told_in(said: list[dict[str, Any]]) -> list[Told]:
    """The events in plain values. Raises EventsRefused for days and hours that no calendar has."""
    moments = [moment_of(event["happened_at"]) for event in said]
    if None in moments:
        wrong = [place for place, moment in enumerate(moments) if moment is None]
        raise EventsRefused([mistake(place, "happened_at", _("there is no such moment.")) for place in wrong])
    same = ("event_id", "number", "passage", "place")
    return [Told(**{n: event[n] for n in same}, happened_at=at, raw=event) for event, at in zip(said, moments, strict=True)]


def moment_of(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


REFUSED = gettext_lazy("Nothing of this message was taken: put right what is named, and send all of it again.")


class CarrierEvent(CarrierView):
    @extend_schema(
        operation_id="carrier_events_tell",
        tags=["carriers"],
        summary="Tell where a parcel or container is",
        request=EventSerializer,
        responses={200: TakenSerializer},
        examples=[OpenApiExample("arrived", EVENT, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """For goods that were handed to you. The same `event_id` told again is taken once; with other facts it is refused."""
        (taken,) = self.take(request, EventSerializer, is_list=False)
        return Response(taken)


class CarrierEventList(CarrierView):
    @extend_schema(
        operation_id="carrier_events_tell_many",
        tags=["carriers"],
        summary="Tell many steps at once",
        request=EventListSerializer,
        responses={200: TakenListSerializer},
        examples=[OpenApiExample("one of them", {"events": [EVENT]}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Up to 200, in any order: all are taken or none. `errors` of a refusal name each event by its place in the list."""
        return Response({"events": self.take(request, EventListSerializer, is_list=True)})
