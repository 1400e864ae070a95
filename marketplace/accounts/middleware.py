from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Nobody works at the desk with a password alone; demo sign-ins are exempt."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") and not request.path_info.startswith("/admin/logout"):
            user = request.user
            if user.is_authenticated and user.is_staff and not user.is_demo and not is_mfa_enabled(user):
                messages.info(request, _("The desk needs a second factor. Set up an authenticator app, then come back."))
                return redirect(reverse("mfa_activate_totp") + "?next=" + request.path)
        return self.get_response(request)
