"""The markets of the Rwanda hub with their rates and limits as they begin; officers propose newer rows at the desk. What is general
knowledge says so (unverified) until two officers have held it against its source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.approval.enums import Confidence, RowState
from orders.duties.enums import Levy, LimitKind, RateKind, Regime
from orders.duties.reference import china

SURE, UNSURE = Confidence.VERIFIED, Confidence.UNVERIFIED
KNOWN = "general knowledge, to be confirmed"
SINCE = date(2022, 1, 1)  # HS 2022
RETAIL_SINCE = date(2019, 1, 1)
EU_CODES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
STRTRADE = ("strtrade.com; HKTDC Research", "2019-03; 2019")
TIMES = ("The New Times 33350; GACC Decree 231 of 2017 as amended on 28 Oct 2024", "2026-02-14")
HTS_2024 = ("htshub.com, US 0802, 2024 Rev. 10", "2024")
OLD_HTS = ("etoolsage.com, an older edition of the US tariff", "undated")
BASKETS = ("fiowind.com, US base rates", "2025-05-12")
KANZEI = ("kanzei.or.jp", "2018-07-27")
OPERATOR = ("calboxsf.com, policy of an express operator", "undated")

MARKETS: list[dict[str, Any]] = [
    {
        "code": "CN",
        "name": "China",
        "name_zh": "中国",
        "currency": "CNY",
        "time_zone": "Asia/Shanghai",
        "countries": ["CN"],
        "levies": [Levy.DUTY, Levy.CONSUMPTION, Levy.VAT],
    },
    {
        "code": "EU",
        "name": "European Union",
        "name_zh": "欧盟",
        "currency": "EUR",
        "time_zone": "Europe/Brussels",
        "countries": EU_CODES.split(),
        "levies": [Levy.DUTY, Levy.CONSUMPTION, Levy.VAT],
    },
    {
        "code": "US",
        "name": "United States",
        "name_zh": "美国",
        "currency": "USD",
        "time_zone": "America/New_York",
        "countries": ["US"],
        "levies": [Levy.DUTY, Levy.ADDITIONAL],
    },
    {
        "code": "EAC",
        "name": "East African Community",
        "name_zh": "东非共同体",
        "currency": "USD",
        "time_zone": "Africa/Nairobi",
        "countries": ["BI", "CD", "KE", "SO", "SS", "TZ", "UG"],
        "levies": [Levy.DUTY, Levy.VAT],
    },
    {
        "code": "JP",
        "name": "Japan",
        "name_zh": "日本",
        "currency": "JPY",
        "time_zone": "Asia/Tokyo",
        "countries": ["JP"],
        "levies": [Levy.DUTY, Levy.VAT],
    },
]


def _limit(market: str, regime: Regime, kind: LimitKind, amount: str, since: date = SINCE, source=(KNOWN, ""), note: str = "") -> dict:
    sure = UNSURE if source[0] == KNOWN else SURE
    return {
        "market": market,
        "regime": regime,
        "kind": kind,
        "amount": Decimal(amount),
        "valid_from": since,
        "source": source[0],
        "source_date": source[1],
        "confidence": sure,
        "note": note,
    }


RETAIL = ("CN", Regime.CROSS_BORDER)
LIMITS = [
    _limit(*RETAIL, LimitKind.ORDER_MAX, "5000", RETAIL_SINCE, STRTRADE),
    _limit(*RETAIL, LimitKind.YEAR_MAX, "26000", RETAIL_SINCE, STRTRADE),
    _limit(*RETAIL, LimitKind.DUTY_SHARE, "0", RETAIL_SINCE, STRTRADE),
    _limit(*RETAIL, LimitKind.TAX_SHARE, "0.7", RETAIL_SINCE, STRTRADE),
    _limit(*RETAIL, LimitKind.SINGLE_ITEM, "1", RETAIL_SINCE, ("ecns.cn; HKTDC Research", "2018-11-30; 2019")),
    _limit(*RETAIL, LimitKind.RETURN_DAYS, "30", RETAIL_SINCE, note="from the release; tax goes back, too, where customs see the return"),
    _limit("CN", Regime.PARCEL, LimitKind.ORDER_MAX, "1000", source=OPERATOR, note="800 from Hong Kong, Macao and Taiwan"),
    _limit("CN", Regime.PARCEL, LimitKind.SINGLE_ITEM, "1", source=OPERATOR),
    _limit("CN", Regime.PARCEL, LimitKind.WAIVED_UP_TO, "50"),
    _limit("CN", Regime.GENERAL, LimitKind.WAIVED_BELOW, "50", note="per declaration, on the sum of its taxes"),
    _limit("CN", Regime.GENERAL, LimitKind.NO_PROOF_UP_TO, "6000", note="customs value; direct transport is still needed"),
    *(_limit(market, Regime.GENERAL, LimitKind.FREIGHT_IN_VALUE, "1") for market in ("CN", "EU", "EAC", "JP")),
    _limit("US", Regime.GENERAL, LimitKind.FREIGHT_IN_VALUE, "0"),
]


def _rate(
    market: str,
    kind: RateKind,
    prefix: str,
    percent: str | None,
    source: tuple[str, str],
    since: date = SINCE,
    sure: bool = True,
    **more: Any,
) -> dict[str, Any]:
    return {
        "market": market,
        "kind": kind,
        "hs_prefix": prefix,
        "percent": Decimal(percent) if percent else None,
        "valid_from": since,
        "source": source[0],
        "source_date": source[1],
        "confidence": SURE if sure else UNSURE,
        **more,
    }


MFN, PREFERENCE = RateKind.MFN, RateKind.PREFERENCE
AMERICA_2024, AMERICA_2025 = date(2024, 1, 1), date(2025, 5, 12)
RATES = [
    _rate(
        *("CN", PREFERENCE, "", "0", TIMES, date(2024, 12, 1)),
        origin="RW",
        proof="Certificate of origin for the special preference of least developed countries",
        needs_direct_transport=True,
        note="All tariff lines; goods under a tariff quota only inside the quota (general knowledge).",
    ),
    _rate("EU", PREFERENCE, "", "0", (KNOWN, ""), sure=False, origin="RW", proof="REX statement on origin", note="Everything but Arms"),
    _rate("EAC", PREFERENCE, "", "0", (KNOWN, ""), sure=False, origin="RW", proof="EAC certificate of origin"),
    _rate("US", MFN, "0901", "0", (KNOWN, ""), sure=False),
    _rate("US", MFN, "0902", "0", OLD_HTS, sure=False),
    _rate("US", MFN, "080261", None, HTS_2024, AMERICA_2024, per_kg=Decimal("0.013")),
    _rate("US", MFN, "080262", None, HTS_2024, AMERICA_2024, per_kg=Decimal("0.05")),
    _rate("US", MFN, "46021916", "5", BASKETS, AMERICA_2025, note="of palm leaf"),
    _rate("US", MFN, "46021917", "0", BASKETS, AMERICA_2025, note="wickerwork"),
    _rate("US", MFN, "46021918", "4.5", BASKETS, AMERICA_2025, note="other"),
    _rate("JP", MFN, "0409", "25.5", KANZEI, date(2018, 7, 27), note="WTO rate"),
    _rate("JP", RateKind.GENERAL, "0409", "30", KANZEI, date(2018, 7, 27)),
    _rate(
        *("JP", PREFERENCE, "0409", "0", KANZEI, date(2018, 7, 27)),
        sure=False,
        origin="RW",
        proof="Certificate of origin, form A",
        note="The rate is sourced; the proof is general knowledge.",
    ),
]
KEYS = {
    "TaxRate": ("market_id", "kind", "hs_prefix", "origin"),
    "RegimeLimit": ("market_id", "regime", "kind"),
    "ListedGoods": ("market_id", "hs_prefix"),
}


def ensure_duty_rows(get_model, hub) -> None:
    """Write markets, rates, limits and list where they are missing for this hub; what officers entered stays."""
    market_model = get_model("duties", "Market")
    for facts in MARKETS:
        facts = {"source": KNOWN, "confidence": UNSURE, **facts}
        market_model._base_manager.get_or_create(hub_id=hub.pk, code=facts["code"], defaults=facts)
    markets = dict(market_model._base_manager.filter(hub_id=hub.pk).values_list("code", "pk"))
    for name, rows in (("TaxRate", [*china.rates(), *RATES]), ("RegimeLimit", LIMITS), ("ListedGoods", china.entries())):
        _ensure(get_model("duties", name), KEYS[name], rows, hub, markets)


def ensure_limits(get_model, hub) -> None:
    """The limits alone, where their markets stand already."""
    markets = dict(get_model("duties", "Market")._base_manager.filter(hub_id=hub.pk).values_list("code", "pk"))
    rows = [row for row in LIMITS if row["market"] in markets]
    _ensure(get_model("duties", "RegimeLimit"), KEYS["RegimeLimit"], rows, hub, markets)


def _ensure(model, key: tuple[str, ...], rows: list[dict[str, Any]], hub, markets: dict[str, int]) -> None:
    known = set(model._base_manager.filter(hub_id=hub.pk).values_list(*key))
    fresh = [
        model(hub_id=hub.pk, state=RowState.IN_FORCE, market_id=markets[row["market"]], **{k: v for k, v in row.items() if k != "market"})
        for row in rows
    ]
    model._base_manager.bulk_create([row for row in fresh if tuple(getattr(row, part) for part in key) not in known])
