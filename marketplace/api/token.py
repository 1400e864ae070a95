"""A token for programs: the same checks as the sign-in page, by the same library and under the same brakes."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import has_verified_email
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.authtoken.models import Token
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.accounts.models import User
from marketplace.api.problems import Problem, pointed
from marketplace.api.reading import read_body
from marketplace.api.serializers import InputSerializer

CHALLENGE = "Bearer"


class SignInSerializer(InputSerializer):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=128, trim_whitespace=False, style={"input_type": "password"})
    code = serializers.CharField(max_length=32, required=False, help_text="Of the authenticator app, where the person has one.")


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(help_text="Send it as `Authorization: Bearer <token>`.")


class TokenDoor(APIView):
    def get_authenticators(self) -> list:
        """Signing in needs no session, so it asks for none."""
        return [] if self.request and self.request.method == "POST" else super().get_authenticators()

    def get_permissions(self) -> list:
        return [IsAuthenticated()] if self.request and self.request.method == "DELETE" else super().get_permissions()

    @extend_schema(
        operation_id="token_create",
        tags=["token"],
        summary="Sign in with e-mail and password",
        auth=[],
        request=SignInSerializer,
        responses={200: TokenSerializer},
        examples=[OpenApiExample("buyer", {"email": "carla@example.com", "password": "a-long-password"}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Answers with the person's one token. A wrong password is a 401; too many of them are a 429."""
        user = sign_in(request._request, **read_body(SignInSerializer, request))
        token, _is_new = Token.objects.get_or_create(user=user)
        return Response({"token": token.key})

    @extend_schema(operation_id="token_destroy", tags=["token"], summary="Make the token worthless", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        Token.objects.filter(user=request.user).delete()
        return Response(status=204)


def sign_in(request: HttpRequest, *, email: str, password: str, code: str = "") -> User:
    """The person of this password and, where they have a second factor, this code. Raises Problem."""
    try:
        user = get_adapter().authenticate(request, email=email, password=password)
    except ValidationError as refusal:  # the library says it that way when there were too many tries
        raise Problem(429, "too-many-tries", " ".join(refusal.messages)) from None
    if user is None or not user.is_active:
        raise Problem(401, "wrong-password", _("The e-mail address or the password is wrong."), auth_header=CHALLENGE)
    if not has_verified_email(user):
        raise Problem(403, "email-unverified", _("Sign in on the website once and confirm the e-mail address."))
    if is_mfa_enabled(user):
        check_code(user, code)
    return user


def check_code(user: User, code: str) -> None:
    form = AuthenticateForm(data={"code": code}, user=user)
    if not code:
        text = _("This person signs in with a second factor. Send its code as well.")
    elif not form.is_valid():
        text = " ".join(form.errors.get("code", []))
    else:
        return
    raise Problem(401, "second-factor", text, [pointed("/code", text)], auth_header=CHALLENGE)
