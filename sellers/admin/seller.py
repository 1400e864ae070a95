"""The approval desk: the queue, and the page of one application. Facts are never edited here; services decide."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from marketplace.typed import whole_number
from sellers.admin import review
from sellers.models import Seller
from sellers.selectors.queue import DEFAULT_VIEW, VIEWS, counts_of, kpis_of, queue_of, rows_of


class QueueView(admin.SimpleListFilter):
    """Which part of the queue; without a choice what waits for this officer."""

    title = _("view")
    parameter_name = "show"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return list(VIEWS.items())

    def queryset(self, request: HttpRequest, queryset):
        # A search looks everywhere: an officer who types a name wants that firm, wherever it stands.
        view = self.value() or ("all" if request.GET.get("q") else DEFAULT_VIEW)
        return queue_of(queryset, view, request.user)


class QueueList(ChangeList):
    """The rows of the page with what the queue says of each."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.queue_rows = rows_of(self.result_list)


@admin.register(Seller)
class SellerAdmin(ModelAdmin):
    list_display = ["legal_name"]
    list_filter = [QueueView]
    list_per_page = 50
    search_fields = ["legal_name", "trade_name", "tin", "registration_number", "contact_email", "slug"]
    search_help_text = _("Name, TIN, registration number or e-mail address")
    show_full_result_count = False
    actions = None
    change_list_template = "admin/sellers/seller/queue.html"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("district", "claimed_by")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["submitted_at", "pk"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QueueList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        counts = counts_of(request.user)
        shown = request.GET.get("show") or ("all" if request.GET.get("q") else DEFAULT_VIEW)
        address = reverse("admin:sellers_seller_changelist")
        chips = [
            {"name": name, "url": f"{address}?show={view}", "count": counts.get(view), "is_current": view == shown}
            for view, name in VIEWS.items()
        ]
        context = {"title": _("Applications"), "counts": counts, "kpis": kpis_of(counts), "chips": chips, "shown": shown}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return review.page(self, request, self._fetch(request, object_id))

    def act(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        return review.act(self, request, self._fetch(request, object_id), verb)

    def _fetch(self, request: HttpRequest, object_id: str) -> Seller:
        """The seller, for officers of the desk. Raises Http404 for everybody else and for drafts, which are the applicant's own."""
        if not self.has_view_permission(request) or not request.user.has_perm("sellers.review_seller"):
            raise Http404
        number = whole_number(object_id)
        seller = self.get_queryset(request).exclude(state="draft").filter(pk=number).first() if number is not None else None
        if seller is None:
            raise Http404
        return seller

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        return [path("<int:object_id>/do/<slug:verb>/", wrap(self._act), name="sellers_seller_do"), *super().get_urls()]

    def _act(self, request: HttpRequest, object_id: int, verb: str) -> HttpResponse:
        return self.act(request, str(object_id), verb)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Seller | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Seller | None = None) -> bool:
        return False
