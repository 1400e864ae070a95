"""Who may tell steps as a carrier, and what carriers sent: tokens are shown once, on the page that answers the giving."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from orders.logistics.admin.travel import Kept
from orders.logistics.models import CarrierAccess, CarrierMessage
from orders.logistics.services.carriers import give_access, name_carrier, revoke_access


@admin.register(CarrierAccess)
class CarrierAccessAdmin(ModelAdmin):
    """Carriers that tell steps by the API. Giving shows the token once; who needs another is given another, and the old one ends."""

    fields = ["carrier", "names"]
    list_display = ["carrier", "names", "hint", "given_by", "given_at", "shown_last", "shown_state"]
    list_select_related = ["given_by"]
    search_fields = ["carrier", "names"]
    actions_detail = ["revoke"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).annotate(last=Max("messages__received_at"))

    def get_readonly_fields(self, request: HttpRequest, obj: CarrierAccess | None = None) -> list[str]:
        return ["carrier"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: CarrierAccess | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return request.user.has_perm("logistics.change_carrieraccess")

    def save_model(self, request: HttpRequest, obj: CarrierAccess, form, change: bool) -> None:
        if change:
            name_carrier(access=obj, names=obj.names, by=request.user)
        else:
            access, request.new_token = give_access(carrier=obj.carrier, names=obj.names, by=request.user)
            obj.pk = access.pk

    def response_add(self, request: HttpRequest, obj: CarrierAccess, post_url_continue: str | None = None) -> HttpResponse:
        """The answer itself carries the token: no address leads to it again."""
        told = {"access": obj, "token": request.new_token, "title": _("Access of a carrier"), "opts": self.opts}
        answer = TemplateResponse(request, "admin/logistics/carrier_token.html", {**self.admin_site.each_context(request), **told})
        add_never_cache_headers(answer)
        return answer

    def log_addition(self, request: HttpRequest, obj: CarrierAccess, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    def log_change(self, request: HttpRequest, obj: CarrierAccess, message) -> None:
        """As above."""

    @action(description=_("End this access"), url_path="revoke", permissions=["revoke"], icon="block")
    def revoke(self, request: HttpRequest, object_id: int) -> HttpResponse:
        revoke_access(access=get_object_or_404(self.get_queryset(request), pk=object_id), by=request.user)
        self.message_user(request, _("The token opens nothing any more."), messages.SUCCESS)
        return redirect("admin:logistics_carrieraccess_changelist")

    @display(description=_("last heard of"))
    def shown_last(self, access: CarrierAccess):
        return access.last

    @display(description=_("state"), label={True: "success", False: "danger"})
    def shown_state(self, access: CarrierAccess) -> tuple[bool, str]:
        is_open = access.revoked_at is None
        return is_open, pgettext("access", "open") if is_open else _("revoked")


@admin.register(CarrierMessage)
class CarrierMessageAdmin(Kept):
    """What carriers sent, word for word, also what was refused."""

    list_display = ["pk", "access", "received_at"]
    list_filter = ["access"]
    list_select_related = ["access"]
    fields = ["access", "received_at", "body"]
