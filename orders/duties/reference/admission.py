"""What China asks of goods before they are sold there, as it begins: three rules that look at our own tables, and what is general knowledge
of the trade, unverified until two officers have held it against its source."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.approval.enums import Confidence, RowState
from orders.duties.enums import Admission, Channel

SINCE = date(2026, 11, 22)
RETAIL = Channel.CROSS_BORDER
HOUSE = ("The marketplace's own reading; docs/landed-cost.md", "2026-11-22")
KNOWN = ("general knowledge, to be confirmed", "")
POST_BAN = ("fresh-by-post", "Fresh goods of this kind are not let in by post or courier.", "此类鲜活产品不得以邮件或快件方式进境。")


def _row(
    code: str, demand: str, title: str, title_zh: str, source: tuple[str, str] = KNOWN, sure: bool = False, **more: Any
) -> dict[str, Any]:
    return {
        "code": code,
        "demand": demand,
        "title": title,
        "title_zh": title_zh,
        "valid_from": SINCE,
        "source": source[0],
        "source_date": source[1],
        "confidence": Confidence.VERIFIED if sure else Confidence.UNVERIFIED,
        **more,
    }


RULES = [
    _row(
        *("papers-known", Admission.PAPERS, "A rule says which papers these goods need.", "已有规定说明此类货物所需单证。", HOUSE, True),
        next_step="Ask RDB: goods without such a rule cannot be ordered to China.",
        next_step_zh="请联系 RDB：没有相应规定的货物不能销往中国。",
    ),
    _row(
        *(
            "on-the-list",
            Admission.LISTED,
            "The goods are on the cross-border retail list.",
            "货物在跨境电商零售进口商品清单内。",
            HOUSE,
            True,
        ),
        way=RETAIL,
        next_step="Sell them to a company as general trade, or ask staff to look the code up in the list.",
        next_step_zh="可按一般贸易销售给企业，或请工作人员在清单中核对编码。",
    ),
    _row(
        *("rates-known", Admission.RATES, "Duty and taxes are known.", "关税和税费已知。", HOUSE, True),
        next_step="Choose the customs code with all ten digits; if it has them, ask staff for the missing rate.",
        next_step_zh="请选择完整的十位海关编码；若已完整，请工作人员补充缺少的税率。",
    ),
    *(
        _row(
            *(POST_BAN[0], Admission.CLOSED, *POST_BAN[1:]),
            hs_prefix=prefix,
            way=RETAIL,
            next_step="Sell them as cargo, where an access protocol and a phytosanitary certificate allow it.",
            next_step_zh="在有准入议定书和植物检疫证书的情况下，可按货物方式销售。",
        )
        for prefix in ("02", "0407", "0709", "080440", "1209")
    ),
    *(
        _row(
            *(
                "health-claims",
                Admission.ADVICE,
                "A food label may not state or imply health functions.",
                "食品标签不得明示或暗示保健功能。",
            ),
            source=("GB 7718-2025 advisory, tradeline.dti.gov.ph", "2025"),
            sure=True,
            hs_prefix=prefix,
            next_step="Read your label and this listing once more.",
            next_step_zh="请再次检查标签和商品描述。",
        )
        for prefix in ("0409", "0901", "0902", "0904")
    ),
]


def ensure_admission_rules(get_model, hub) -> None:
    """Write the rules where they are missing for this hub; what officers entered stays."""
    rules, market = get_model("duties", "AdmissionRule"), get_model("duties", "Market")
    china = market._base_manager.get(hub_id=hub.pk, code="CN")
    key = ("code", "hs_prefix", "way")
    known = set(rules._base_manager.filter(hub_id=hub.pk, market=china).values_list(*key))
    fresh = [rules(hub_id=hub.pk, market=china, state=RowState.IN_FORCE, **row) for row in RULES]
    rules._base_manager.bulk_create([row for row in fresh if tuple(getattr(row, part) for part in key) not in known])
