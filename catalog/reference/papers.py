"""The documents matrix of the Rwanda hub: which papers which goods need. Defaults that officers edit, each with how sure it is."""

from __future__ import annotations

from datetime import date
from typing import Any

START = date(2026, 6, 1)  # GACC Decree 280 in force; the matrix was gathered after it
ANY, CHINA, EU = "", "CN", "EU"
SURE, GENERAL = "sourced", "general knowledge, to be confirmed"

PAPERS: dict[str, tuple[str, str, str]] = {
    # code: English, Chinese, issuer
    "invoice": ("Commercial invoice", "商业发票", "seller"),
    "packing-list": ("Packing list", "装箱单", "seller"),
    "export-declaration": ("Customs export declaration", "出口报关单", "RRA"),
    "transport": ("Transport document (air waybill, bill of lading or road waybill)", "运输单据（空运单、提单或公路运单）", "carrier"),
    "origin-ldc": ("Certificate of origin for China’s zero duty", "原产地证书（享受对华零关税）", "RRA"),
    "origin-ico": ("ICO certificate of origin", "国际咖啡组织原产地证书", "NAEB"),
    "naeb": ("NAEB quality and export certificate", "NAEB 质量及出口证书", "NAEB"),
    "phyto": ("Phytosanitary certificate", "植物检疫证书", "RICA"),
    "gacc": ("Producer’s registration with Chinese customs", "中国海关境外生产企业注册", "GACC"),
    "label-zh": ("Chinese label", "中文标签", "seller"),
    "health": ("Veterinary health certificate", "兽医卫生证书", "RICA"),
    "treatment": ("Treatment record", "处理记录", "seller"),
    "fumigation": ("Fumigation or treatment certificate", "熏蒸或处理证书", "RICA"),
    "sds": ("Safety data sheet for air freight", "空运安全数据表（SDS）", "seller"),
    "s-mark": ("RSB S-mark and test report", "RSB S 标志与检测报告", "RSB"),
    "due-diligence": ("EU deforestation due-diligence data", "欧盟零毁林尽职调查数据", "seller"),
    "cites": ("CITES check of the species", "CITES 物种核查", "RDB"),
}

NEED, MAY = "required", "conditional"
_CHINA_FOOD = [("origin-ldc", CHINA, NEED, SURE), ("gacc", CHINA, NEED, SURE)]
_TEXTILES_AND_OTHERS = ["3401", "3406", "42", "61", "62", "63", "64", "6913", "7117", "581092"]

# prefix, then (paper, destination, necessity, confidence)
MATRIX: list[tuple[list[str], list[tuple[str, str, str, str]]]] = [
    ([""], [(code, ANY, NEED, GENERAL) for code in ("invoice", "packing-list", "export-declaration", "transport")]),
    (
        ["090111", "090112"],
        [
            *_CHINA_FOOD,
            ("origin-ico", ANY, NEED, SURE),
            ("naeb", ANY, NEED, SURE),
            ("phyto", ANY, NEED, GENERAL),
            ("due-diligence", EU, NEED, GENERAL),
        ],
    ),
    (
        ["090121", "090122"],
        [
            *_CHINA_FOOD,
            ("label-zh", CHINA, NEED, SURE),
            ("origin-ico", ANY, NEED, SURE),
            ("naeb", ANY, NEED, GENERAL),
            ("phyto", ANY, MAY, GENERAL),
            ("due-diligence", EU, NEED, SURE),
        ],
    ),
    (["0902"], [*_CHINA_FOOD, ("label-zh", CHINA, NEED, GENERAL), ("naeb", ANY, NEED, GENERAL), ("phyto", ANY, MAY, GENERAL)]),
    (
        ["090421", "090422"],
        [
            *_CHINA_FOOD,
            ("label-zh", CHINA, NEED, GENERAL),
            ("treatment", CHINA, NEED, SURE),
            ("naeb", ANY, NEED, GENERAL),
            ("phyto", ANY, NEED, SURE),
        ],
    ),
    (["0409"], [*_CHINA_FOOD, ("label-zh", CHINA, NEED, GENERAL), ("health", ANY, NEED, GENERAL)]),
    (
        ["080261", "080262", "080430", "080450"],
        [*_CHINA_FOOD, ("label-zh", CHINA, NEED, GENERAL), ("naeb", ANY, NEED, GENERAL), ("phyto", ANY, NEED, SURE)],
    ),
    (["080440"], [*_CHINA_FOOD, ("fumigation", CHINA, NEED, SURE), ("naeb", ANY, NEED, GENERAL), ("phyto", ANY, NEED, SURE)]),
    (["121299"], [*_CHINA_FOOD, ("naeb", ANY, NEED, GENERAL), ("phyto", ANY, NEED, SURE)]),
    (
        ["3301"],
        [
            ("origin-ldc", CHINA, NEED, SURE),
            ("gacc", CHINA, MAY, SURE),
            ("label-zh", CHINA, MAY, GENERAL),
            ("sds", ANY, NEED, GENERAL),
        ],
    ),
    (["4602", "4601"], [("origin-ldc", CHINA, NEED, GENERAL), ("phyto", ANY, MAY, GENERAL), ("fumigation", ANY, MAY, GENERAL)]),
    (["4420", "4419", "4414", "9701"], [("origin-ldc", CHINA, NEED, GENERAL), ("phyto", ANY, MAY, GENERAL), ("cites", ANY, MAY, GENERAL)]),
    (_TEXTILES_AND_OTHERS, [("origin-ldc", CHINA, NEED, GENERAL), ("s-mark", ANY, NEED, SURE)]),
]

SOURCE = "Documents matrix gathered November 2026 (GACC notices, ICO rules, Rwandan export procedure)"


def ensure_papers(rule_model, hub) -> None:
    """Write the matrix where rows are missing; leaves those that are there. Safe to call again."""
    rows = rule_model._base_manager
    known = set(rows.filter(hub=hub, valid_from=START).values_list("hs_prefix", "destination", "paper"))
    new: list[Any] = []
    for prefixes, papers in MATRIX:
        for prefix in prefixes:
            for position, (paper, destination, necessity, confidence) in enumerate(papers):
                if (prefix, destination, paper) in known:
                    continue
                english, chinese, issuer = PAPERS[paper]
                new.append(
                    rule_model(
                        hub=hub,
                        hs_prefix=prefix,
                        destination=destination,
                        paper=paper,
                        title=english,
                        title_en=english,
                        title_zh_hans=chinese,
                        issuer=issuer,
                        necessity=necessity,
                        position=position,
                        valid_from=START,
                        source=SOURCE,
                        confidence=confidence,
                    )
                )
    rows.bulk_create(new)
