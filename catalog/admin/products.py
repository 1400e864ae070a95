"""Officers read every listing, take it off sale with a reason, and name the code a seller asked for. Facts are the seller's own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaks
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display

from catalog.enums import ProductState
from catalog.forms.officers import AddressForm, ClassifyForm, ReasonForm
from catalog.models import Photo, Product, Variant, VariantPrice
from catalog.services.officers import ListingNotOnSale, classify, withdraw_as_officer
from catalog.sharing.services import AddressTaken, move_product
from marketplace.history.desk import history_of
from marketplace.typed import keys

MOST = 200


class ReadOnly(TabularInline):
    extra = 0
    tab = True
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VariantInline(ReadOnly):
    model = Variant
    fields = ["sku", "name", "unit", "prices_of", "on_hand", "held", "net_weight_g", "gross_weight_g", "size"]
    readonly_fields = ["prices_of", "on_hand", "held", "size"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        return super().get_queryset(request).with_stock().prefetch_related("prices__rate")

    @display(description=_("prices"))
    def prices_of(self, variant: Variant) -> str:
        def origin(price: VariantPrice) -> str:
            if price.converted_from:
                return gettext("converted from %(currency)s") % {"currency": price.converted_from}
            return gettext("demonstration") if price.is_demonstration else ""

        rows = [(price.money, origin(price)) for price in variant.prices.all()]
        return format_html_join("", "<div>{} <small>{}</small></div>", rows)

    @display(description=_("on hand"))
    def on_hand(self, variant: Variant) -> int:
        return variant.on_hand

    @display(description=_("held for buyers"))
    def held(self, variant: Variant) -> int:
        return variant.held

    @display(description=_("size, cm"))
    def size(self, variant: Variant) -> str:
        sides = [variant.length_mm, variant.width_mm, variant.height_mm]
        return " × ".join(f"{side / 10:g}" for side in sides) if all(sides) else "–"


class PhotoInline(ReadOnly):
    model = Photo
    fields = ["small", "alt", "measures", "state", "created_at"]
    readonly_fields = ["small", "measures", "state", "created_at"]

    @display(description=_("photo"))
    def small(self, photo: Photo) -> str:
        return format_html('<a href="{}"><img src="{}" width="96" alt="{}"></a>', photo.original.url, photo.thumb, photo.alt)

    @display(description=_("pixels"))
    def measures(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"


class AsksForCode(admin.SimpleListFilter):
    title = _("question")
    parameter_name = "asks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("code", _("asks for an HS code"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        return queryset.exclude(hs_question="") if self.value() == "code" else queryset


@admin.register(Product)
class ProductAdmin(ModelAdmin):
    list_display = ["title", "shop", "category", "standing", "hs_code", "asks", "updated_at"]
    list_filter = ["state", AsksForCode, "category", "is_demonstration"]
    search_fields = ["name_en", "name_zh_hans", "slug", "variants__sku", "seller__legal_name", "seller__trade_name"]
    list_select_related = ["seller", "category", "hs_code"]
    ordering = ["-updated_at"]
    list_per_page = 50
    show_full_result_count = False
    inlines = [VariantInline, PhotoInline]
    actions = ["withdraw_chosen"]
    actions_detail = ["withdraw_one", "name_code", "move_address"]
    fieldsets = [
        (None, {"fields": ["seller", "category", "state", "slug", "published_at"]}),
        (_("Customs"), {"fields": ["hs_code", "hs_question", "origin_country", "district", "source"]}),
        (_("Words"), {"fields": ["words"]}),
        (_("Coffee"), {"fields": ["coffee_facts"]}),
        (_("History"), {"fields": ["history"]}),
    ]
    readonly_fields = ["words", "coffee_facts", "history"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        return super().get_queryset(request).filter(removed_at__isnull=True)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        return False

    def has_withdraw_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("catalog.withdraw_product")

    def has_classify_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("catalog.classify_product")

    def view_on_site(self, product: Product) -> str | None:
        return f"/products/{product.slug}/" if product.is_published else None

    # What the list and the page say ------------------------------------------------------------------------------
    @display(description=_("product"), ordering="name_en")
    def title(self, product: Product) -> str:
        return product.name or product.slug

    @display(description=_("seller"), ordering="seller__trade_name")
    def shop(self, product: Product) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:sellers_seller_change", args=[product.seller_id]), product.seller)

    @display(
        description=_("state"),
        ordering="state",
        label={ProductState.PUBLISHED: "success", ProductState.WITHDRAWN: "warning", ProductState.DRAFT: "info"},
    )
    def standing(self, product: Product) -> tuple[str, str]:
        return product.state, product.get_state_display()

    @display(description=_("asks for a code"), label={"asks": "warning"})
    def asks(self, product: Product) -> tuple[str, str] | str:
        return ("asks", gettext("asks")) if product.hs_question else ""

    @display(description=_("words"))
    def words(self, product: Product) -> str:
        def said(text: str, language: str) -> str:
            return getattr(product, f"{text}_{language}") or ""

        languages = [one for one in ("en", "zh_hans", "fr", "rw") if said("name", one) or said("description", one)]
        parts = [(one, said("name", one), said("summary", one), linebreaks(said("description", one))) for one in languages]
        return format_html_join("", "<div><small>{}</small> <b>{}</b><p>{}</p>{}</div>", parts)

    @display(description=_("coffee facts"))
    def coffee_facts(self, product: Product) -> str:
        facts = getattr(product, "coffee", None)
        if facts is None:
            return "–"
        names = ["lot", "station", "variety", "process", "altitude_min", "altitude_max", "cup_score", "harvest", "growers", "tasting"]
        rows = [(facts._meta.get_field(name).verbose_name, getattr(facts, name)) for name in names if getattr(facts, name)]
        return format_html_join("", "<div>{}: {}</div>", rows) or "–"

    @display(description=_("history"))
    def history(self, product: Product) -> str:
        return history_of(product)

    # What an officer may do --------------------------------------------------------------------------------------
    @admin.action(description=_("Withdraw from sale, with a reason"), permissions=["withdraw"])
    def withdraw_chosen(self, request: HttpRequest, queryset: QuerySet[Product]) -> HttpResponse | None:
        ids = list(queryset.filter(state=ProductState.PUBLISHED).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if not ids:
            self.message_user(request, _("None of these is on sale."), messages.WARNING)
            return None
        if len(ids) > MOST:
            self.message_user(request, _("At most %(most)d listings at once.") % {"most": MOST}, messages.WARNING)
            return None
        return redirect(reverse("admin:catalog_product_withdraw") + "?ids=" + ",".join(map(str, ids)))

    @action(description=_("Withdraw from sale"), url_path="withdraw", permissions=["withdraw"], icon="block")
    def withdraw_one(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:catalog_product_withdraw") + f"?ids={object_id}")

    @action(description=_("Name the HS code"), url_path="name-code", permissions=["classify"], icon="sell")
    def name_code(self, request: HttpRequest, object_id: int) -> HttpResponse:
        product = get_object_or_404(self.get_queryset(request).select_related("seller", "hs_code"), pk=object_id)
        form = ClassifyForm(request.POST or None, words=request.GET.get("words", f"{product.name_en or ''} {product.hs_question}".strip()))
        if request.method == "POST" and form.is_valid():
            classify(product=product, hs_code=form.cleaned_data["hs_code"], by=request.user, note=form.cleaned_data["note"])
            self.message_user(request, _("The code is written down, and the seller is told."), messages.SUCCESS)
            return redirect("admin:catalog_product_change", product.pk)
        return self._page(request, "admin/catalog/classify.html", gettext("Name the HS code"), product=product, form=form)

    @action(description=_("Change the address"), url_path="move-address", permissions=["classify"], icon="link")
    def move_address(self, request: HttpRequest, object_id: int) -> HttpResponse:
        product = get_object_or_404(self.get_queryset(request), pk=object_id)
        form = AddressForm(request.POST or None, initial={"slug": product.slug})
        if request.method == "POST" and form.is_valid():
            try:
                move_product(product=product, slug=form.cleaned_data["slug"], by=request.user)
            except AddressTaken:
                form.add_error("slug", gettext("Another page stands at this address, or stood there."))
            else:
                self.message_user(request, _("The page has its new address; the one it left leads to it."), messages.SUCCESS)
                return redirect("admin:catalog_product_change", product.pk)
        return self._page(request, "admin/catalog/move_address.html", gettext("Change the address"), product=product, form=form)

    def get_urls(self) -> list:
        return [path("withdraw/", self.admin_site.admin_view(self.withdraw), name="catalog_product_withdraw"), *super().get_urls()]

    def withdraw(self, request: HttpRequest) -> HttpResponse:
        """The confirm page: how many, whose, and a reason that the sellers read."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        ids = keys(request.GET.get("ids", "").split(","))[:MOST]
        products = list(self.get_queryset(request).filter(pk__in=ids, state=ProductState.PUBLISHED).select_related("seller").order_by("pk"))
        if not products:
            self.message_user(request, _("None of these is on sale."), messages.WARNING)
            return redirect("admin:catalog_product_changelist")
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                withdraw_as_officer(products=products, by=request.user, reason=form.cleaned_data["reason"])
            except ListingNotOnSale as refusal:
                self.message_user(request, refusal.message, messages.ERROR)
            else:
                text = ngettext(
                    "%(count)d listing is off sale, and its seller is told.",
                    "%(count)d listings are off sale, and their sellers are told.",
                    len(products),
                )
                self.message_user(request, text % {"count": len(products)}, messages.SUCCESS)
            return redirect("admin:catalog_product_changelist")
        shops = sorted({str(product.seller) for product in products})
        return self._page(request, "admin/catalog/withdraw.html", gettext("Withdraw from sale"), products=products, shops=shops, form=form)

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, IS_POPUP_VAR: False}
        return TemplateResponse(request, template, {**frame, **context})
