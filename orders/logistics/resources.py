"""Rate cards as a table: one row a card, for import and export at the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources, widgets

from marketplace.hubs.context import current_hub
from orders.logistics.models import RateCard
from orders.logistics.rate_sheet import (
    BadCell,
    figures_of,
    note_card,
    read_breaks,
    read_surcharges,
    replace_prices,
    write_breaks,
    write_surcharges,
)


class CellWidget(widgets.Widget):
    """Keeps the cell's text; it is read when the row is checked, so that its error names the column."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return str(value or "").strip()


class RateCardResource(resources.ModelResource):
    breaks = fields.Field(column_name="breaks", attribute=None, widget=CellWidget())
    surcharges = fields.Field(column_name="surcharges", attribute=None, widget=CellWidget())

    class Meta:
        model = RateCard
        import_id_fields = [
            "carrier",
            "service",
            "mode",
            "origin",
            "destination_country",
            "destination_region",
            "commodity",
            "valid_from",
        ]
        fields = [
            *import_id_fields,
            "valid_to",
            "weight_rule",
            "ratio",
            "unit",
            "currency",
            "minimum",
            "max_piece_kg",
            "min_total_kg",
            "max_total_kg",
            "transit_min_days",
            "transit_max_days",
            "source",
            "is_demonstration",
            "breaks",
            "surcharges",
        ]
        export_order = fields
        clean_model_instances = True
        skip_unchanged = False
        use_transactions = True

    def dehydrate_breaks(self, card: RateCard) -> str:
        return write_breaks(card.breaks.all())

    def dehydrate_surcharges(self, card: RateCard) -> str:
        return write_surcharges(card.surcharges.all())

    def get_queryset(self):
        return RateCard.objects.prefetch_related("breaks", "surcharges")

    def before_import_row(self, row: dict, **kwargs: Any) -> None:
        """Check the two written cells first: nothing of a row is kept that cannot be read whole."""
        problems = {}
        for column, read in (("breaks", read_breaks), ("surcharges", read_surcharges)):
            try:
                read(str(row.get(column) or ""))
            except BadCell as error:
                problems[column] = str(error)
        if not _is_day(row.get("valid_from")):
            problems["valid_from"] = _("Write the day as 2026-12-31.")
        if problems:
            raise ValidationError(problems)

    def before_save_instance(self, instance: RateCard, row: dict, **kwargs: Any) -> None:
        instance.hub = current_hub()
        instance.figures_before = figures_of(RateCard.objects.get(pk=instance.pk)) if instance.pk else {}
        instance.entered_by = kwargs.get("user") or instance.entered_by

    def after_save_instance(self, instance: RateCard, row: dict, **kwargs: Any) -> None:
        if not kwargs.get("dry_run"):
            replace_prices(instance, read_breaks(str(row["breaks"])), read_surcharges(str(row.get("surcharges") or "")))
            note_card(card=instance, by=kwargs.get("user"), before=instance.figures_before)


def _is_day(value: Any) -> bool:
    """A date of a spreadsheet, or its text."""
    if isinstance(value, date):
        return True
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
