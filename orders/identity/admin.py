"""The officers' desk for real names: masked, each reading in full a click with a reason, and the rows that say how long
they stay and from which age on they are taken."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.admin import ModelAdmin
from unfold.decorators import action

from marketplace.approval.desk import DatedRowAdmin
from marketplace.desk import ReadOnly
from orders.identity.exceptions import Erased
from orders.identity.models import MinimumAge, RealName, RetentionRule
from orders.identity.services import read_real_name

SHORTEST = 8  # characters of a reason


@admin.register(RealName)
class RealNameAdmin(ReadOnly, ModelAdmin):
    list_display = ["subject", "masked_name", "masked_number", "year", "consented_at", "purge_on", "erased_at"]
    list_filter = ["year", ("erased_at", admin.EmptyFieldListFilter)]
    search_fields = ["subject"]
    date_hierarchy = "consented_at"
    list_per_page = 100
    fields = [
        ("subject", "parcels"),
        ("masked_name", "masked_number", "masked_mobile"),
        ("counted", "currency", "year"),
        ("consented_at", "consent_version", "consent_language"),
        ("consent_ip", "consent_hash"),
        ("purge_on", "retention", "erased_at"),
    ]
    actions_detail = ["ask_to_read"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).defer("person")  # lists decrypt nothing

    def get_urls(self) -> list:
        read = self.admin_site.admin_view(never_cache(self.read))
        return [path("<int:pk>/read/", read, name="identity_realname_read"), *super().get_urls()]

    def has_read_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return request.user.has_perm("identity.read_realname")

    @action(description=_("Read in full"), url_path="ask-to-read", permissions=["read"], icon="visibility")
    def ask_to_read(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:identity_realname_read", args=[object_id]))

    def read(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks why, and shows the whole of it once; the history has the reading before the page has the name."""
        if not self.has_read_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).filter(pk=pk).first()
        if row is None:
            raise Http404
        if row.is_erased:
            return self._back(request, row)
        why, person, error = request.POST.get("why", "").strip(), None, ""
        if request.method == "POST" and len(why) < SHORTEST:
            error = _("Say what you need it for, in a few words: it goes into the log.")
        elif request.method == "POST":
            try:
                person = read_real_name(subject=row.subject, by=request.user, why=why)
            except Erased:
                return self._back(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Real name of %(order)s") % {"order": row.subject},
            "opts": self.opts,
            "row": row,
            "person": person,
            "why": why,
            "error": error,
        }
        return TemplateResponse(request, "admin/identity/realname/read.html", context, status=422 if error else 200)

    def _back(self, request: HttpRequest, row: RealName) -> HttpResponse:
        self.message_user(request, _("This real name has been erased, as its date said."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:identity_realname_change", args=[row.pk]))


@admin.register(RetentionRule)
class RetentionRuleAdmin(DatedRowAdmin):
    list_display = ["purpose", "days", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    list_filter = ["purpose", *DatedRowAdmin.list_filter]
    search_fields = ["source", "note"]
    told = [("purpose", "days")]
    copied = ["purpose", "days"]


@admin.register(MinimumAge)
class MinimumAgeAdmin(DatedRowAdmin):
    list_display = ["years", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    search_fields = ["source", "note"]
    told = ["years"]
    copied = ["years"]
