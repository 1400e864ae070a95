"""What labels of packed food must say in China and the European Union, and the fourteen allergens of the Union, as they begin.

Titles of China's items are those of the standard. Officers end a row and add the next when the law changes."""

from __future__ import annotations

from datetime import date
from typing import Any

LANGUAGES = ("en", "zh_hans", "fr", "rw")
EU_FROM = date(2014, 12, 13)
EU_SOURCE = "Regulation (EU) No 1169/2011, Official Journal L 304, 22.11.2011 (applies from 13 December 2014)"
OLD_FROM, OLD_TO, NEW_FROM = date(2012, 4, 20), date(2027, 3, 15), date(2027, 3, 16)
CN_SOURCE = "GB 7718-2011, from 16 March 2027 GB 7718-2025 (tradeline.dti.gov.ph advisory; zmuni.com)"

ALLERGENS: list[tuple[str, str, str, str]] = [
    # code, English, Chinese, French: in the order of Annex II
    ("gluten", "Cereals containing gluten", "含麸质的谷物及其制品", "Céréales contenant du gluten"),
    ("crustaceans", "Crustaceans", "甲壳类动物及其制品", "Crustacés"),
    ("eggs", "Eggs", "蛋类及其制品", "Œufs"),
    ("fish", "Fish", "鱼类及其制品", "Poissons"),
    ("peanuts", "Peanuts", "花生及其制品", "Arachides"),
    ("soybeans", "Soybeans", "大豆及其制品", "Soja"),
    ("milk", "Milk, with lactose", "乳及乳制品（包括乳糖）", "Lait, y compris lactose"),
    ("nuts", "Nuts", "坚果及其果仁类制品", "Fruits à coque"),
    ("celery", "Celery", "芹菜及其制品", "Céleri"),
    ("mustard", "Mustard", "芥末及其制品", "Moutarde"),
    ("sesame", "Sesame seeds", "芝麻及其制品", "Graines de sésame"),
    ("sulphites", "Sulphur dioxide and sulphites above 10 mg/kg or 10 mg/l", "二氧化硫及亚硫酸盐（超过 10 mg/kg 或 10 mg/L）",
     "Anhydride sulfureux et sulfites à plus de 10 mg/kg ou 10 mg/l"),
    ("lupin", "Lupin", "羽扇豆及其制品", "Lupin"),
    ("molluscs", "Molluscs", "软体动物及其制品", "Mollusques"),
]  # fmt: skip

_CN = [
    ("name", "Name of the food", "食品名称", "name"),
    ("ingredients", "List of ingredients", "配料表", "ingredients"),
    ("net-content", "Net content", "净含量", "net_content"),
    ("origin", "Country of origin", "原产国", "origin"),
    ("shelf-life", "Shelf life", "保质期", "shelf_life"),
    ("storage", "Storage conditions", "贮存条件", "storage"),
    ("production-date", "Date of production", "生产日期", "elsewhere"),
    ("agent", "Agent, importer or distributor in China: name, address, contact", "在中国境内的代理商、进口商或经销商的名称、地址和联系方式",
     "elsewhere"),
]  # fmt: skip
_EU = [
    ("name", "Name of the food", "食品名称", "name", "Article 9(1)(a)"),
    ("ingredients", "List of ingredients", "配料表", "ingredients", "Article 9(1)(b)"),
    ("allergens", "Allergens of Annex II", "附件二所列致敏物质", "allergens", "Article 9(1)(c)"),
    ("net-content", "Net quantity", "净含量", "net_content", "Article 9(1)(e)"),
    ("shelf-life", "Date of minimum durability", "最短保质期", "shelf_life", "Article 9(1)(f)"),
    ("storage", "Special storage conditions", "特殊贮存条件", "storage", "Article 9(1)(g)"),
    ("producer", "Name and address of the operator", "经营者名称和地址", "elsewhere", "Article 9(1)(h)"),
    ("origin", "Country of origin where Article 26 asks for it", "原产国（第 26 条要求时）", "origin", "Article 9(1)(i)"),
    ("nutrition", "Nutrition declaration", "营养标签", "elsewhere", "Article 9(1)(l)"),
]


def label_items() -> list[dict[str, Any]]:
    """All rows, China's once by each standard."""
    rows: list[dict[str, Any]] = []
    new = [*_CN[:2], ("allergens", "Allergens", "致敏物质", "allergens"), *_CN[2:]]
    for items, rule, start, end in ((_CN, "GB 7718-2011", OLD_FROM, OLD_TO), (new, "GB 7718-2025", NEW_FROM, None)):
        for position, (code, english, chinese, kept_as) in enumerate(items):
            said = {"title": english, "title_en": english, "title_zh_hans": chinese, "kept_as": kept_as, "position": position}
            rows.append({"market": "CN", "code": code, "rule": rule, "valid_from": start, "valid_to": end, "source": CN_SOURCE, **said})
    for position, (code, english, chinese, kept_as, article) in enumerate(_EU):
        said = {"title": english, "title_en": english, "title_zh_hans": chinese, "kept_as": kept_as, "position": position}
        rule = f"(EU) 1169/2011 {article}"
        rows.append({"market": "EU", "code": code, "rule": rule, "valid_from": EU_FROM, "valid_to": None, "source": EU_SOURCE, **said})
    return rows


def ensure_labels(allergen_model, item_model, hub) -> None:
    """Write the rows that are missing; leaves those that are there as an officer has made them. Safe to call again."""
    for position, (code, english, chinese, french) in enumerate(ALLERGENS):
        said = {"name": english, "name_en": english, "name_zh_hans": chinese, "name_fr": french}
        rule = f"(EU) 1169/2011 Annex II no. {position + 1}"
        fields = {**said, "rule": rule, "valid_from": EU_FROM, "source": EU_SOURCE, "position": position}
        allergen_model._base_manager.get_or_create(hub=hub, code=code, defaults=fields)
    for row in label_items():
        key = {name: row.pop(name) for name in ("market", "code", "valid_from")}
        item_model._base_manager.get_or_create(hub=hub, **key, defaults=row)


FOOD_SHELVES = ("roasted-coffee", "green-coffee", "tea", "chilli", "honey", "nuts-and-fruit", "oils")


def ask_for_labels(category_model, hub) -> None:
    """The shelves of food ask their sellers for what the label says."""
    category_model._base_manager.filter(hub=hub, slug__in=FOOD_SHELVES).update(is_food=True)
