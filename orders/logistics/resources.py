"""Rate cards as a table: one row a card, for import and export at the desk. What is imported is a proposal like any other."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources, widgets
from tablib import Dataset

from marketplace.approval.enums import RowState
from marketplace.hubs.context import current_hub
from orders.logistics.models import RateCard
from orders.logistics.models.rate_card import CARD_KEY
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

NEEDED = ("carrier", "service", "mode", "origin", "destination_country", "weight_rule", "currency", "transit_min_days", "transit_max_days",
          "valid_from", "source", "breaks")  # fmt: skip
NUMBERS = ("ratio", "minimum", "max_container_kg", "max_piece_kg", "min_total_kg", "max_total_kg", "transit_min_days", "transit_max_days",
           "co2_kg_per_tonne")  # fmt: skip
TEXTS = ("destination_region", "destination_place", "commodity", "container", "co2_source")
LEFT_OUT_WHEN_EMPTY = ("stage", "unit", "minimum", "is_demonstration")  # the card's own default stands
MOST_ROWS = 5000


class CellWidget(widgets.Widget):
    """Keeps the cell's text; it is read when the row is checked, so that its error names the column."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return str(value or "").strip()


class RateCardResource(resources.ModelResource):
    breaks = fields.Field(column_name="breaks", attribute=None, widget=CellWidget())
    surcharges = fields.Field(column_name="surcharges", attribute=None, widget=CellWidget())

    class Meta:
        model = RateCard
        import_id_fields = [*CARD_KEY, "valid_from"]
        fields = [
            *import_id_fields,
            "valid_to",
            "stage",
            "weight_rule",
            "ratio",
            "unit",
            "max_container_kg",
            "currency",
            "minimum",
            "max_piece_kg",
            "min_total_kg",
            "max_total_kg",
            "transit_min_days",
            "transit_max_days",
            "co2_kg_per_tonne",
            "co2_source",
            "source",
            "is_demonstration",
            "breaks",
            "surcharges",
        ]
        export_order = fields
        clean_model_instances = True
        use_transactions = True
        use_bulk = False

    def dehydrate_breaks(self, card: RateCard) -> str:
        return write_breaks(card.breaks.all())

    def dehydrate_surcharges(self, card: RateCard) -> str:
        return write_surcharges(card.surcharges.all())

    def get_queryset(self):
        """A row may change a proposal; what is in force or over is never touched by a sheet."""
        return RateCard.objects.filter(state=RowState.PROPOSED).prefetch_related("breaks", "surcharges")

    def get_export_queryset(self, **kwargs: Any):
        return RateCard.objects.prefetch_related("breaks", "surcharges")

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Every column that a card cannot do without must be there. Raises ValidationError naming those that are not."""
        dataset.headers = [str(header or "").strip() for header in dataset.headers or []]
        missing = [name for name in NEEDED if name not in dataset.headers]
        if missing:
            raise ValidationError(_("The sheet has no column %(columns)s.") % {"columns": ", ".join(missing)})
        if len(dataset) > MOST_ROWS:
            raise ValidationError(_("A sheet has at most %(most)d rows; divide it.") % {"most": MOST_ROWS})
        for name in TEXTS:
            if name not in dataset.headers:
                dataset.append_col([""] * len(dataset), header=name)
        self._seen: dict[tuple[str, ...], list[tuple[date, date | None, int]]] = {}

    def before_import_row(self, row: dict, **kwargs: Any) -> None:
        """Check what is written first: nothing of a row is kept that cannot be read whole."""
        problems: dict[str, Any] = {}
        for column, read in (("breaks", read_breaks), ("surcharges", read_surcharges)):
            try:
                read(str(row.get(column) or ""))
            except BadCell as error:
                problems[column] = str(error)
        for column in NUMBERS:
            if not _is_number(row.get(column)):
                problems[column] = _("“%(text)s” is not a number. Write it like 12.5, without spaces or units.") % {"text": row[column]}
        for column in ("valid_from", "valid_to"):
            day = _day(row.get(column))
            if day is None and (column == "valid_from" or row.get(column)):
                problems[column] = _("Write the day as 2026-12-31.")
            row[column] = day.isoformat() if day else ""
        if problems:
            raise ValidationError(problems)
        for column in LEFT_OUT_WHEN_EMPTY:
            if column in row and row[column] in (None, ""):
                del row[column]
        self._refuse_twins(row, kwargs.get("row_number") or 0)

    def _refuse_twins(self, row: dict, number: int) -> None:
        """Two rows of one sheet that answer the same question in the same days are a slip of the pen."""
        start, end = _day(row["valid_from"]), _day(row.get("valid_to"))
        earlier = self._seen.setdefault(tuple(str(row.get(name) or "").strip() for name in CARD_KEY), [])
        for other_start, other_end, other in earlier:
            if (other_end is None or start <= other_end) and (end is None or other_start <= end):
                raise ValidationError({"valid_from": _("Row %(row)d is for the same service and lane in these days.") % {"row": other}})
        earlier.append((start, end, number))

    def skip_row(self, instance: RateCard, original: RateCard, row: dict, import_validation_errors: Any = None) -> bool:
        """A card that already stands with just these figures needs no proposal; nor does a proposal that would not change."""
        if import_validation_errors:
            return False
        same = {name: getattr(instance, name) for name in (*CARD_KEY, "valid_from")}
        twins = RateCard.objects.filter(state__in=[RowState.IN_FORCE, RowState.PROPOSED], **same).prefetch_related("breaks", "surcharges")
        return any(self._says_the_same(instance, row, twin) for twin in twins)

    def _says_the_same(self, instance: RateCard, row: dict, twin: RateCard) -> bool:
        written = read_breaks(str(row["breaks"])), read_surcharges(str(row.get("surcharges") or ""))
        standing = read_breaks(write_breaks(twin.breaks.all())), read_surcharges(write_surcharges(twin.surcharges.all()))
        plain = [name for name in self._meta.fields if name not in ("breaks", "surcharges")]
        return written == standing and all(_same(getattr(instance, name), getattr(twin, name)) for name in plain)

    def before_save_instance(self, instance: RateCard, row: dict, **kwargs: Any) -> None:
        instance.hub = current_hub()
        instance.figures_before = figures_of(RateCard.objects.get(pk=instance.pk)) if instance.pk else {}
        instance.proposed_by = kwargs.get("user") or instance.proposed_by

    def after_save_instance(self, instance: RateCard, row: dict, **kwargs: Any) -> None:
        if not kwargs.get("dry_run"):
            replace_prices(instance, read_breaks(str(row["breaks"])), read_surcharges(str(row.get("surcharges") or "")))
            note_card(card=instance, by=kwargs.get("user"), before=instance.figures_before)


def _day(value: Any) -> date | None:
    """A date of a spreadsheet, or its text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value or "").strip())
    except ValueError:
        return None


def _is_number(value: Any) -> bool:
    try:
        return value in (None, "") or Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def _same(one: Any, other: Any) -> bool:
    numbers = (int, float, Decimal)
    if isinstance(one, numbers) and isinstance(other, numbers) and not isinstance(one, bool):
        return Decimal(str(one)) == Decimal(str(other))
    return (one or None) == (other or None)
