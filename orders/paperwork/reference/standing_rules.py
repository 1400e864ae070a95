"""Which papers which goods need, as the Rwanda hub begins; officers propose newer rows at the desk. What is general knowledge says so
(unverified) until two officers have held it against its source. A heading without any row is unknown: ask RDB."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.approval.enums import Confidence, RowState

from ..enums import Kind, Need, Outside

SINCE = date(2022, 1, 1)  # HS 2022
KNOWN = ("general knowledge, to be confirmed", "")
LDC_FORM = ("GACC Decree 231 of 2017 as amended by Decree 273; form file of 2017-03-15", "2024-10-28")
ICO_RULES = ("ICO, Rules on Statistics – Certificates of Origin ICC 102-9 Rev. 2; The Coffee Guide (ITC)", "2020-09")
PROCEDURE = ("wikiprocedure.com, Rwanda – Export Processed Non-Food Products", "")
CHILLI_NOTICE = ("Tridge; The New Times via mitc.mw (dried chilli to China)", "2021-08")
NUTS_NOTICE = ("GACC notice on Rwandan dried nuts and fruit, copy at zbchuanghe.com", "2025-06")
AVOCADO_NOTICE = ("GACC Announcement 2025 No. 239, copy at 10100.com", "2025-11-14")
STEVIA_NOTICE = ("The New Times 191570 (protocol of 29 November 2021)", "2021-11-29")
ELEMENTS = ("hs-bianma.com chapter 09; hs.e-to-china.com", "2024-01-25")
ELEMENTS_CUSTOMS = ("transcustoms.com, China HS pages", "")
LABEL_LAW = ("GB 7718-2011, from 16 March 2027 GB 7718-2025: tradeline.dti.gov.ph advisory; zmuni.com", "2025-09-25")
EUDR_LAW = ("Regulation (EU) 2025/2650: coffeelab.app; coolx.earth", "2026-06-12")
INCOTERMS = ("Incoterms® 2020, ICC", "2020-01-01")

GREEN, DECAF_ROASTED = ("090111",), ("090121", "090122")
TEA, CHILLI, HONEY, STEVIA = ("0902",), ("090421", "090422"), ("0409",), ("121299",)
NUTS_AND_FRUIT, AVOCADO = ("080261", "080262", "0804"), ("080440",)
OILS, WICKER, WOOD = ("3301",), ("4602",), ("4420", "9701")
OTHER_CRAFTS = ("42", "61", "62", "63", "64", "7117", "6913", "3401", "3406")
FOOD = (*GREEN, *DECAF_ROASTED, *TEA, *CHILLI, *HONEY, *NUTS_AND_FRUIT, *AVOCADO, *STEVIA)
REQUIRED, CONDITIONAL, NONE = Need.REQUIRED, Need.CONDITIONAL, Need.NONE

Row = dict[str, Any]


def _rows(
    document: str,
    prefixes: tuple[str, ...],
    need: Need,
    reason: str,
    reason_zh: str,
    source: tuple[str, str] = KNOWN,
    *,
    destination: str = "",
    mode: str = "",
    incoterm: str = "",
    since: date = SINCE,
    is_sure: bool | None = None,
    note: str = "",
) -> list[Row]:
    sure = source is not KNOWN if is_sure is None else is_sure
    return [
        {
            "document": document,
            "hs_prefix": prefix,
            "destination": destination,
            "mode": mode,
            "incoterm": incoterm,
            "need": need,
            "reason": reason,
            "reason_zh": reason_zh,
            "valid_from": since,
            "source": source[0],
            "source_date": source[1],
            "confidence": Confidence.VERIFIED if sure else Confidence.UNVERIFIED,
            "note": note,
        }
        for prefix in prefixes
    ]


ALL = ("",)
EVERY_SHIPMENT = [
    *_rows(Kind.INVOICE, ALL, REQUIRED, "Customs values the goods by it, and the buyer pays by it.", "海关据以估价，买方据以付款。"),
    *_rows(Kind.PACKING_LIST, ALL, REQUIRED, "It says what lies in which package.", "列明每件包装内的货物。"),
    *_rows(
        *(Kind.PRO_FORMA, ALL, CONDITIONAL, "When the buyer asks for it, for an import licence or a payment."),
        "买方办理进口许可或付款需要时提供。",
    ),
    *_rows(
        *(Kind.CUSTOMS, ALL, REQUIRED, "The clearing agent files the export declaration from these data."),
        *("报关代理据此填报出口申报单。", PROCEDURE),
    ),
    *(
        row
        for mode in ("air", "road")
        for row in _rows(
            *(Kind.AIR_INSTRUCTION, ALL, REQUIRED, "It tells the carrier’s agent what to put on the waybill."),
            "告知承运代理运单应如何填写。",
            mode=mode,
        )
    ),
    *_rows(
        *(Kind.SEA_INSTRUCTION, ALL, REQUIRED, "It tells the line or forwarder what to put on the bill of lading."),
        "告知船公司或货代提单应如何填写。",
        mode="sea",
    ),
    *(
        row
        for term in ("CIF", "CIP")
        for row in _rows(
            *(Kind.INSURANCE, ALL, REQUIRED, "Under this term of delivery the seller insures the goods for 110 % of their value."),
            *("按此贸易术语，卖方须按货值的 110% 投保。", INCOTERMS),
            incoterm=term,
            is_sure=False,
        )
    ),
    *_rows(Kind.INSURANCE, ALL, CONDITIONAL, "When the goods are to be insured.", "货物需要投保时提供。"),
    *_rows(
        *(Kind.FUMIGATION, ALL, CONDITIONAL, "Wooden packing must be treated and marked after ISPM 15."),
        "木质包装须按 ISPM 15 处理并加施标识。",
    ),
    *_rows(
        *(Kind.ORIGIN_GENERAL, ALL, CONDITIONAL, "When the buyer, the bank or customs over there asks for it."),
        "买方、银行或目的国海关要求时提供。",
    ),
    *_rows(
        *(Kind.ORIGIN_GENERAL, ALL, NONE, "The form for the special preference takes its place."),
        "由特别优惠关税待遇原产地证书代替。",
        destination="CN",
    ),
]
CHINA = [
    *_rows(
        *(Kind.ORIGIN_CHINA, (*FOOD, *OILS, *WICKER, *WOOD, *OTHER_CRAFTS), REQUIRED),
        *("Without it the buyer pays the normal duty instead of none.", "没有此证，买方须按普通关税缴税，不能享受零关税。", LDC_FORM),
        destination="CN",
        note="Rwanda stays in the scheme for least developed countries: The New Times 33350 (2026-02).",
    ),
    *_rows(
        *(Kind.LABEL_CHINA, (*DECAF_ROASTED, *TEA, *CHILLI, *NUTS_AND_FRUIT), CONDITIONAL),
        *("Retail packs need a Chinese label; bulk goods do not.", "零售包装须有中文标签，散装货物不需要。", LABEL_LAW),
        destination="CN",
        is_sure=False,
        note="The standard is sourced; which goods need it is general knowledge.",
    ),
    *_rows(
        *(Kind.LABEL_CHINA, HONEY, REQUIRED, "Packed honey is sold under a Chinese label.", "包装蜂蜜须以中文标签销售。", LABEL_LAW),
        destination="CN",
        is_sure=False,
        note="The standard is sourced; which goods need it is general knowledge.",
    ),
    *_rows(
        *(Kind.ELEMENTS, ("0901", "0902", "090421", "090422"), REQUIRED),
        *("The buyer’s agent must declare these elements.", "买方报关代理须申报这些要素。", ELEMENTS),
        destination="CN",
    ),
    *_rows(
        *(Kind.ELEMENTS, ("3301", "080430"), REQUIRED, "The buyer’s agent must declare these elements.", "买方报关代理须申报这些要素。"),
        ELEMENTS_CUSTOMS,
        destination="CN",
    ),
    *_rows(
        *(Kind.FUMIGATION, CHILLI, CONDITIONAL, "Customs may ask for the record of the treatment.", "海关可能要求提供处理记录。"),
        destination="CN",
    ),
    *_rows(
        *(Kind.FUMIGATION, AVOCADO, REQUIRED, "Fresh avocados are treated in a registered plant.", "鲜鳄梨须在注册的处理厂处理。"),
        AVOCADO_NOTICE,
        destination="CN",
        is_sure=False,
    ),
]
GOODS = [
    *_rows(
        *(Kind.ICO, ("0901",), REQUIRED, "Every international shipment of coffee, in any form, carries one."),
        *("每批国际咖啡运输，无论何种形态，均须随附。", ICO_RULES),
    ),
    *_rows(
        *(Kind.NAEB_LOT, (*GREEN, *DECAF_ROASTED, *TEA, *CHILLI, *NUTS_AND_FRUIT, *AVOCADO, *STEVIA), REQUIRED),
        *("NAEB certifies the lot before it leaves.", "货物出境前由 NAEB 对该批次签证。"),
    ),
    *_rows(
        *(Kind.PHYTO, GREEN, REQUIRED, "Plant health is certified before the goods leave.", "货物出境前须经植物检疫签证。"),
    ),
    *_rows(
        *(Kind.PHYTO, CHILLI, REQUIRED, "Plant health is certified before the goods leave.", "货物出境前须经植物检疫签证。"),
        CHILLI_NOTICE,
    ),
    *_rows(
        *(Kind.PHYTO, NUTS_AND_FRUIT, REQUIRED, "Plant health is certified before the goods leave.", "货物出境前须经植物检疫签证。"),
        NUTS_NOTICE,
    ),
    *_rows(
        *(Kind.PHYTO, AVOCADO, REQUIRED, "Plant health is certified before the goods leave.", "货物出境前须经植物检疫签证。"),
        AVOCADO_NOTICE,
    ),
    *_rows(
        *(Kind.PHYTO, STEVIA, REQUIRED, "Plant health is certified before the goods leave.", "货物出境前须经植物检疫签证。"),
        STEVIA_NOTICE,
    ),
    *_rows(
        *(Kind.PHYTO, (*DECAF_ROASTED, *TEA, *WICKER, *WOOD), CONDITIONAL),
        *("When the country of the buyer asks for it for such plant material.", "买方所在国对此类植物材料有要求时提供。"),
    ),
    *_rows(
        *(Kind.FUMIGATION, (*WICKER, *WOOD), CONDITIONAL),
        *("When the country of the buyer asks for treated plant material.", "买方所在国要求植物材料经处理时提供。"),
    ),
    *_rows(
        *(Outside.HEALTH, HONEY, REQUIRED, "Honey travels with a veterinary or health certificate.", "蜂蜜须随附兽医或健康证书。"),
    ),
    *_rows(
        *(Outside.SAFETY_SHEET, OILS, REQUIRED, "Essential oils are often dangerous goods of class 3 in the air."),
        "精油航空运输常属第 3 类危险品。",
        mode="air",
    ),
    *_rows(
        *(Outside.CITES, WOOD, CONDITIONAL, "Some timbers need a permit; check the species.", "部分木材须有许可证，请核对树种。"),
    ),
    *_rows(
        *(Outside.EUDR, ("0901",), REQUIRED, "The importer’s due diligence statement needs the plots the coffee grew on."),
        *("进口商的尽职调查声明需要咖啡种植地块数据。", EUDR_LAW),
        destination="EU",
        since=date(2026, 12, 30),
        note="Micro and small operators from 30 June 2027.",
    ),
]
KEY = ("document", "hs_prefix", "destination", "mode", "incoterm")


def standing_rules() -> list[Row]:
    return [*EVERY_SHIPMENT, *CHINA, *GOODS]


def ensure_document_rules(get_model, hub) -> None:
    """Write the rules that are missing for this hub; what officers entered stays."""
    model = get_model("paperwork", "DocumentRule")
    known = set(model._base_manager.filter(hub_id=hub.pk).values_list(*KEY))
    fresh = [model(hub_id=hub.pk, state=RowState.IN_FORCE, **row) for row in standing_rules()]
    model._base_manager.bulk_create([row for row in fresh if tuple(getattr(row, part) for part in KEY) not in known])
