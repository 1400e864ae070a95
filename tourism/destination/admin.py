"""The destination at the officers' desk: places, tips, articles and collections, each change in the history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationInlineModelAdmin
from unfold.admin import StackedInline, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.admin.kept import KeptTable
from catalog.campaigns.scenes import SCENES
from catalog.photos.intake import read_picture
from catalog.photos.refusals import PhotoRefused
from tourism.destination.models import Article, Collection, CollectionItem, Place, PlacePhoto, Tip
from tourism.destination.services.collections import save_items
from tourism.destination.services.photos import save_photos

WORDS = (_("Whose word it is"), {"fields": ["source", "as_of", "is_verified"]})
SHOWN = (_("On the site"), {"fields": ["is_published", "position"]})


class SceneForm(forms.ModelForm):
    scene = forms.ChoiceField(label=_("landscape"), choices=SCENES, required=False)


class PhotoForm(forms.ModelForm):
    new_picture = forms.FileField(label=_("picture"), required=False, help_text=_("A new one takes the place of the old."))
    sent = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("new_picture")
        if file:
            try:
                self.sent = read_picture(file)
            except PhotoRefused as refusal:
                self.add_error("new_picture", refusal.message)
        elif not self.instance.picture and not cleaned.get("DELETE"):
            self.add_error("new_picture", _("Choose the picture."))
        if self.sent:  # the row is looked at before its file is stored
            self.instance.width, self.instance.height = self.sent.width, self.sent.height
        return cleaned


class PartOfItsPage:
    """Whoever may change the page may take a part of it out."""

    extra = 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PhotoInline(PartOfItsPage, TranslationInlineModelAdmin, StackedInline):
    model = PlacePhoto
    form = PhotoForm
    fields = ["new_picture", "alt", "credit", "position"]


class ItemInline(PartOfItsPage, TabularInline):
    model = CollectionItem
    fields = ["position", "place", "article"]
    autocomplete_fields = ["place", "article"]


class PublishedTable(KeptTable, TranslationAdmin):
    formfield_overrides = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 5})}}
    list_filter = ["is_published"]
    page = ""  # the name of its page's address

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj and self.page else []  # the address is known outside

    def view_on_site(self, obj: Any) -> str:
        return reverse(f"destination:{self.page}", args=[obj.slug]) if self.page else reverse("destination:home")


@admin.register(Place)
class PlaceAdmin(PublishedTable):
    form = SceneForm
    page = "place-show"
    list_display = ["name", "kind", "district", "is_verified", "is_published", "position"]
    list_filter = ["is_published", "kind", "is_verified"]
    list_select_related = ["district"]
    search_fields = ["name_en", "name_zh_hans", "slug"]
    ordering = ["position", "pk"]
    inlines = [PhotoInline]
    fieldsets = [
        (None, {"fields": ["slug", "kind", "name", "summary", "story", "scene"]}),
        (_("On the map"), {"fields": ["district", "latitude", "longitude", "is_roughly_there", "station"]}),
        WORDS,
        SHOWN,
    ]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        photos = formset.save(commit=False)
        sent = {id(one.instance): one.sent for one in formset.forms}  # a new photo has no number yet
        changed = [(photo, sent.get(id(photo))) for photo in photos]
        save_photos(place=form.instance, changed=changed, removed=formset.deleted_objects, by=request.user)


@admin.register(Tip)
class TipAdmin(PublishedTable):
    list_display = ["title", "subject", "is_verified", "as_of", "is_published", "position"]
    list_filter = ["is_published", "subject", "is_verified"]
    search_fields = ["title_en", "title_zh_hans", "text_en"]
    ordering = ["subject", "position", "pk"]
    fieldsets = [(None, {"fields": ["subject", "title", "text"]}), WORDS, SHOWN]


@admin.register(Article)
class ArticleAdmin(PublishedTable):
    form = SceneForm
    page = "article-show"
    list_display = ["title", "slug", "published_on", "is_verified", "is_published", "position"]
    search_fields = ["title_en", "title_zh_hans", "slug"]
    ordering = ["position", "pk"]
    fieldsets = [(None, {"fields": ["slug", "title", "lead", "text", "scene", "published_on"]}), WORDS, SHOWN]


@admin.register(Collection)
class CollectionAdmin(PublishedTable):
    form = SceneForm
    page = "collection-show"
    list_display = ["title", "slug", "is_published", "position"]
    search_fields = ["title_en", "title_zh_hans", "slug"]
    ordering = ["position", "pk"]
    inlines = [ItemInline]
    fieldsets = [(None, {"fields": ["slug", "title", "lead", "scene"]}), SHOWN]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        items = formset.save(commit=False)
        save_items(collection=form.instance, changed=items, removed=formset.deleted_objects, by=request.user)
