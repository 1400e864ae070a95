"""The papers of a pack: how each is filled, what it is called, whom it asks. One frozen record in, the words of a page out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.documents.qr import qr_svg

from ..enums import Kind
from ..export_facts import PackFacts
from ..printing import day, replaces
from . import carriage, customs, health, offer, origin
from .boxes import Sheet

Words = tuple[str, str]
TRUE: Words = (
    "We declare that the particulars given here are true and agree with the invoice and the packing list.",
    "兹声明：以上内容真实无误，且与发票及装箱单一致。",
)
ORIGIN: Words = (
    "We declare that the above details are correct, that the goods were produced in the country stated and meet the origin requirements.",
    "兹声明：以上内容正确，货物产自所列国家并符合原产地要求。",
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One kind of paper. `to` is the authority that must issue what is asked for; none where the exporter speaks for itself."""

    fill: Callable[[Sheet], None]
    title: Words
    to: Words | None = None
    declaration: Words = TRUE


RRA: Words = ("Rwanda Revenue Authority, customs (through the electronic single window)", "卢旺达税务局海关（通过电子单一窗口）")
NAEB: Words = ("National Agricultural Export Development Board (NAEB)", "卢旺达国家农业出口发展局")
FORMS: dict[Kind, Form] = {
    Kind.PRO_FORMA: Form(offer.pro_forma, ("Pro forma invoice", "形式发票")),
    Kind.ORIGIN_CHINA: Form(
        origin.origin_china, ("Certificate of origin, special preference – data", "特别优惠关税待遇原产地证书 · 申请资料"), RRA, ORIGIN
    ),
    Kind.ORIGIN_GENERAL: Form(origin.origin_general, ("Certificate of origin – data", "原产地证书 · 申请资料"), RRA, ORIGIN),
    Kind.ICO: Form(origin.ico, ("ICO certificate of origin – data", "ICO 咖啡原产地证书 · 申请资料"), NAEB),
    Kind.NAEB_LOT: Form(health.naeb_lot, ("NAEB lot certificate – data", "NAEB 批次证书 · 申请资料"), NAEB),
    Kind.PHYTO: Form(
        health.phyto,
        ("Phytosanitary certificate – data", "植物检疫证书 · 申请资料"),
        ("Plant protection organization of Rwanda (RICA)", "卢旺达植物保护机构（RICA）"),
    ),
    Kind.FUMIGATION: Form(
        health.fumigation,
        ("Fumigation or treatment – data", "熏蒸或检疫处理 · 申请资料"),
        ("Licensed treatment operator", "持证检疫处理单位"),
    ),
    Kind.INSURANCE: Form(
        carriage.insurance,
        ("Insurance declaration", "投保申报单"),
        ("The insurer, who issues the certificate", "保险人（由其出具保险凭证）"),
    ),
    Kind.AIR_INSTRUCTION: Form(carriage.air_instruction, ("Shipper’s letter of instruction", "托运人委托书")),
    Kind.SEA_INSTRUCTION: Form(carriage.sea_instruction, ("Bill of lading instruction", "提单指示")),
    Kind.CUSTOMS: Form(
        customs.customs,
        ("Export declaration – data set", "出口申报单 · 资料"),
        ("Licensed clearing agent, who files the declaration", "持证报关代理（由其申报）"),
    ),
    Kind.LABEL_CHINA: Form(health.label_china, ("Chinese label sheet (GB 7718)", "中文标签资料（GB 7718）")),
    Kind.ELEMENTS: Form(customs.elements, ("Declaration elements for Chinese customs", "中国海关申报要素")),
}


def sheet_of(facts: PackFacts) -> Sheet:
    """The words of one paper with its gaps and what it has in common with the others."""
    sheet = Sheet(facts)
    FORMS[Kind(facts.kind)].fill(sheet)
    return sheet


def page_of(facts: PackFacts) -> dict:
    """The data of templates/documents/paperwork/<layout>.typ."""
    form, paper, sheet = FORMS[Kind(facts.kind)], facts.paper, sheet_of(facts)
    signatory, issued = facts.shipment.signatory, paper.issued_on
    is_draft = not paper.number
    return {
        "title": _words(form.title),
        "request": _words(form.to) if form.to else None,
        "author": facts.exporter.name,
        "created": [issued.year, issued.month, issued.day],
        "demonstration": facts.is_demonstration,
        "draft": is_draft,
        "replaces": replaces(paper),
        "running": f"{paper.number or 'Draft'} · {facts.exporter.name}",
        "seal": {
            "number": paper.number or "–",
            "version": str(paper.version),
            "code": paper.check_code,
            "address": paper.verify_url,
            "qr": "" if is_draft else qr_svg(paper.verify_url),
        },
        "box": {"number": paper.number or "–", "date": day(issued)["en"], "order": facts.shipment.references.order} | sheet.box,
        "rows": sheet.rows,
        "currency": facts.shipment.currency.code,
        "declaration": _words(form.declaration),
        "signing": {
            "place": ", ".join(filter(None, (signatory.place, day(issued)["en"]))),
            "name": signatory.name,
            "role": signatory.role,
        },
    }


def _words(words: Words) -> dict:
    return {"en": words[0], "zh": words[1]}
