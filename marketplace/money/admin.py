from django.contrib import admin
from unfold.admin import ModelAdmin

from marketplace.money.models import ExchangeRate


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ModelAdmin):
    list_display = ["day", "base", "quote", "rate", "source", "note"]
    list_filter = ["base", "quote"]
    date_hierarchy = "day"
