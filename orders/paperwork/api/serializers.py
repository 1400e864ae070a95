from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.api.serializers import CallerSerializer, FactField, MoneySerializer
from marketplace.money import Money

from ..enums import DocumentState, Kind
from ..models import Document


class ExporterSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()


class DocumentSerializer(serializers.Serializer):
    """One version of one paper. What was issued never changes; a correction is a new version."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    number = serializers.CharField()
    version = serializers.IntegerField()
    order_number = serializers.CharField()
    seller = ExporterSerializer()
    state = serializers.ChoiceField(choices=DocumentState.choices)
    issued_at = serializers.DateTimeField()
    superseded_by = serializers.SerializerMethodField(help_text="The version that replaced it; null where it is in force.")
    withdrawn_at = serializers.SerializerMethodField(help_text="When it ceased to count without a newer version; null where it did not.")
    check_code = serializers.CharField(help_text="Printed on the paper: anyone may verify it by this code.")
    verify_url = serializers.SerializerMethodField(help_text="The public page that verifies it.")
    download_url = serializers.SerializerMethodField(help_text="The PDF; null while it is being drawn.")
    file_name = serializers.CharField()
    sha256 = FactField(help_text="Of the PDF; null while it is being drawn.")
    size = serializers.SerializerMethodField(help_text="In bytes; null while it is being drawn.")

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_superseded_by(self, document: Document) -> str | None:
        newer = getattr(document, "superseded_by", None)
        return str(newer.pk) if newer else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_withdrawn_at(self, document: Document) -> str | None:
        moment = document.withdrawal.withdrawn_at if document.is_withdrawn else None
        return serializers.DateTimeField().to_representation(moment) if moment else None

    @extend_schema_field(serializers.URLField())
    def get_verify_url(self, document: Document) -> str:
        return self.context["request"].build_absolute_uri(document.get_absolute_url())

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_download_url(self, document: Document) -> str | None:
        path = reverse("paperwork-api:document-download", args=[document.pk])
        return self.context["request"].build_absolute_uri(path) if document.is_drawn else None

    def get_size(self, document: Document) -> int | None:
        return document.size if document.is_drawn else None


class VerifiedSerializer(serializers.Serializer):
    """What was issued under a check code, as anyone may know it."""

    check_code = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    number = serializers.CharField()
    version = serializers.IntegerField()
    is_in_force = serializers.SerializerMethodField(help_text="False where a newer version replaced it or it was withdrawn.")
    newer_version = serializers.SerializerMethodField()
    newer_check_code = serializers.SerializerMethodField()
    exporter = serializers.CharField(source="frozen.exporter.name")
    issued_on = serializers.DateField(source="frozen.paper.issued_on")
    total = serializers.SerializerMethodField(help_text="Of an invoice; null for other papers.")
    sha256 = FactField(help_text="Of the PDF: hold your file against it. Null while it is being drawn.")
    is_demonstration = serializers.BooleanField(source="frozen.is_demonstration", help_text="No goods were sold.")

    def get_is_in_force(self, document: Document) -> bool:
        return self._newer(document) is None and not document.is_withdrawn

    def get_newer_version(self, document: Document) -> int | None:
        newer = self._newer(document)
        return newer.version if newer else None

    def get_newer_check_code(self, document: Document) -> str | None:
        newer = self._newer(document)
        return newer.check_code if newer else None

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_total(self, document: Document) -> dict[str, Any] | None:
        if document.kind != Kind.INVOICE:
            return None
        facts = document.frozen
        return MoneySerializer(Money(facts.charges.total, facts.currency.code)).data

    def _newer(self, document: Document) -> Document | None:
        return getattr(document, "superseded_by", None)


class DocumentQuerySerializer(CallerSerializer):
    order = serializers.SlugField(required=False, max_length=40, help_text="Number of one order. A guest sends its key along.")
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
