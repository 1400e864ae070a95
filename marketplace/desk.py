"""What pages of the officers' desk have in common."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise


class ReadOnly:
    """Seen by those who may view, changed by nobody."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SavedByService:
    """A form whose saving is a service's deed. Where the service refuses, save_model() calls refuse(): the page is shown as it stands, and
    nothing says that it was changed."""

    def refuse(self, request: HttpRequest, why: str | Promise, level: int = messages.ERROR) -> None:
        self.message_user(request, why, level)
        request.was_refused = True

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        if getattr(request, "was_refused", False):
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def log_change(self, request: HttpRequest, obj: Model, message: object) -> None:
        """The history has it, with more than this log would say."""
