"""The officers' door to the four messages of a parcel: what does not agree, and the files in full for a reason that the history keeps."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.widgets import UnfoldAdminTextInputWidget

from orders.identity.exceptions import Erased
from orders.identity.matching import contradictions
from orders.models import Order
from orders.selectors.clearance import messages_of, named_for
from orders.views.clearing import as_file, full_bundle


class ReasonForm(forms.Form):
    why = forms.CharField(
        label=_("Why do you need it in full? It goes into the log."),
        min_length=8,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        error_messages={"min_length": _("Say what you need it for, in a few words: it goes into the log.")},
    )


class ClearingDesk:
    """What the desk of orders gains by it: /admin/orders/order/<id>/customs/."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(never_cache(self.show_customs))
        return [path("<int:pk>/customs/", view, name="orders_order_customs"), *super().get_urls()]

    def may_clear(self, request: HttpRequest, order: Order | None) -> bool:
        return bool(order) and request.user.has_perm("identity.read_realname") and named_for(order) is not None

    def show_customs(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not (self.has_view_permission(request) and request.user.has_perm("identity.read_realname")):
            raise PermissionDenied
        order = self.get_queryset(request).select_related("group", "seller").filter(pk=pk).first()
        named = named_for(order) if order else None
        if named is None:
            raise Http404
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                return as_file(order, full_bundle(order, by=request.user, why=form.cleaned_data["why"]))
            except Erased:
                messages.warning(request, _("This real name has been erased, as its date said."))
                return HttpResponseRedirect(reverse("admin:orders_order_change", args=[order.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Customs messages of %(order)s") % {"order": order.number},
            "opts": self.opts,
            "order": order,
            "named": named,
            "form": form,
            "troubles": contradictions(messages_of(order, named)),
        }
        return TemplateResponse(request, "admin/orders/order/customs.html", context, status=422 if form.errors else 200)
