from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..selectors.packs import Row
from .serializers import DocumentSerializer


class PackPaperSerializer(serializers.Serializer):
    """One paper that the shipment needs, or may need."""

    kind = serializers.CharField(source="needed.document", help_text="Kind of the paper; papers that others issue have names of their own.")
    label = serializers.CharField(source="needed.label")
    is_needed = serializers.BooleanField(source="needed.is_required", help_text="False where it is needed in some cases alone.")
    is_in_pack = serializers.BooleanField()
    missing = serializers.SerializerMethodField(help_text="Facts that must be given before it can be issued.")
    document = serializers.SerializerMethodField(help_text="The version in force; null where none is issued.")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_missing(self, row: Row) -> list[str]:
        if not row.is_in_pack:
            return []
        return [f"lines.{gap.line}.{gap.name}" if gap.line else gap.name for gap in row.gaps if gap.blocks]

    @extend_schema_field(DocumentSerializer(allow_null=True))
    def get_document(self, row: Row) -> dict[str, Any] | None:
        return DocumentSerializer(row.document, context=self.context).data if row.document else None


class PackBoxSerializer(serializers.Serializer):
    paper = serializers.CharField()
    name = serializers.CharField()
    value = serializers.CharField(allow_blank=True)
    line = serializers.IntegerField(help_text="Of the goods; 0 for the whole shipment.")


class PackFindingSerializer(serializers.Serializer):
    """A contradiction between papers, or against a rule of the trade."""

    rule = serializers.IntegerField(help_text="Its number in docs/paperwork.md.")
    problem = serializers.CharField()
    is_blocking = serializers.BooleanField()
    boxes = PackBoxSerializer(many=True)


class PackSerializer(serializers.Serializer):
    """The papers of an order. A buyer sees the issued ones of the buyer's concern; gaps and contradictions are for the seller."""

    order_number = serializers.CharField()
    is_outdated = serializers.BooleanField(help_text="A paper refers to an invoice that was replaced; issue the pack again.")
    is_drawn = serializers.BooleanField(help_text="Every issued paper has its file.")
    download_url = serializers.URLField(allow_null=True, help_text="All files as one ZIP; null while none is drawn.")
    documents = DocumentSerializer(many=True, help_text="In force, issued.")
    papers = PackPaperSerializer(many=True, help_text="For the seller: what is needed and what is missing.")
    findings = PackFindingSerializer(many=True, help_text="For the seller: the cross-checks, blocking ones first.")
    unknown_goods = serializers.ListField(child=serializers.CharField(), help_text="HS codes that no rule speaks for: ask RDB.")
