"""Campaign pages at the officers' desk: the page, and its blocks below it in their order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationInlineModelAdmin
from unfold.admin import StackedInline
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.admin.kept import KeptTable
from catalog.campaigns.interest.report import report_on
from catalog.campaigns.models import Block, Campaign
from catalog.campaigns.scenes import SCENES
from catalog.campaigns.services.blocks import BlockFiles, FileRefused, check_captions, check_video, lacking, save_blocks
from catalog.photos.intake import read_picture
from catalog.photos.refusals import PhotoRefused


class BlockForm(forms.ModelForm):
    scene = forms.ChoiceField(label=_("landscape"), choices=SCENES, required=False)
    new_picture = forms.FileField(
        label=_("picture"), required=False, help_text=_("A photo, or the still of a video. A new one takes the place of the old.")
    )
    new_video = forms.FileField(label=_("video"), required=False, help_text=_("MP4 (H.264) or WebM."))
    new_captions = forms.FileField(label=_("captions"), required=False, help_text=_("WebVTT, for those who do not hear."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.sent = BlockFiles(
            picture=self._read("new_picture", read_picture),
            video=self._checked("new_video", check_video),
            captions=self._checked("new_captions", check_captions),
        )
        return cleaned

    def _read(self, name: str, reader: Any) -> Any:
        file = self.cleaned_data.get(name)
        if not file:
            return None
        try:
            return reader(file)
        except (PhotoRefused, FileRefused) as refusal:
            self.add_error(name, getattr(refusal, "message", "") or str(refusal))
            return None

    def _checked(self, name: str, check: Any) -> Any:
        self._read(name, check)
        return None if self.has_error(name) else self.cleaned_data.get(name) or None

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            for name, why in lacking(self.instance, sent=self.sent).items():
                self.add_error(f"{name}_en" if f"{name}_en" in self.fields else name, why)


class BlockInline(TranslationInlineModelAdmin, StackedInline):
    model = Block
    form = BlockForm
    extra = 0
    ordering = ["position", "pk"]
    formfield_overrides = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})}}  # four languages of three texts
    autocomplete_fields = ["products", "sellers", "flash_sale"]
    fieldsets = [
        (None, {"fields": ["kind", "position", "heading", "text", "answer", "source"]}),
        (_("Picture and video"), {"fields": ["scene", "new_picture", "alt", "new_video", "new_captions"], "classes": ["collapse"]}),
        (_("Goods, producers, flash sale"), {"fields": ["products", "sellers", "flash_sale"], "classes": ["collapse"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A block is a part of its page: whoever may change the page may take one out."""
        return self.has_change_permission(request, obj)


class CampaignForm(forms.ModelForm):
    scene = forms.ChoiceField(label=_("landscape"), choices=SCENES, required=False)


@admin.register(Campaign)
class CampaignAdmin(KeptTable, TranslationAdmin):
    form = CampaignForm
    list_display = ["title", "slug", "standing", "opens_at", "closes_at", "pieces"]
    search_fields = ["title_en", "title_zh_hans", "slug"]
    ordering = ["-opens_at", "-pk"]
    inlines = [BlockInline]
    actions_detail = ["show_interest"]
    fieldsets = [
        (None, {"fields": ["slug", "title", "lead", "scene", "source"]}),
        (
            _("When"),
            {"fields": ["opens_at", "closes_at"], "description": _("“View on site” shows the page to staff before its first day.")},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return super().get_queryset(request).annotate(blocks_count=Count("blocks"))

    def get_readonly_fields(self, request: HttpRequest, obj: Campaign | None = None) -> list[str]:
        return ["slug"] if obj else []  # the address is known outside

    def view_on_site(self, obj: Campaign) -> str:
        return reverse("campaigns:campaign-show", args=[obj.slug])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        blocks = formset.save(commit=False)
        sent = {id(one.instance): one.sent for one in formset.forms if hasattr(one, "sent")}  # a new block has no number yet
        save_blocks(
            campaign=form.instance,
            changed=[(block, sent.get(id(block), BlockFiles())) for block in blocks],
            removed=formset.deleted_objects,
            by=request.user,
        )
        formset.save_m2m()

    def has_interest_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return self.has_view_permission(request)

    @action(description=_("Interest before, during and after"), url_path="interest", permissions=["interest"], icon="monitoring")
    def show_interest(self, request: HttpRequest, object_id: int) -> HttpResponse:
        campaign = get_object_or_404(Campaign, pk=object_id)
        title = gettext("Interest: %(campaign)s") % {"campaign": campaign.title}
        report = report_on(campaign, now=timezone.now())
        context = {**self.admin_site.each_context(request), "title": title, "campaign": campaign, "report": report}
        return render(request, "admin/campaigns/interest.html", context)

    @display(description=_("state"))
    def standing(self, campaign: Campaign) -> str:
        now = timezone.now()
        if campaign.opens_at is None:
            return gettext("draft")
        if not campaign.is_told(now):
            return gettext("to come")
        return gettext("over") if campaign.is_over(now) else gettext("running")

    @display(description=_("blocks"), ordering="blocks_count")
    def pieces(self, campaign: Campaign) -> int:
        return campaign.blocks_count
