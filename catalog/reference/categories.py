"""The shelves of the Rwanda hub: address, names by language, what they say, and what stands on them."""

from __future__ import annotations

from typing import Any

CATEGORIES: list[dict[str, Any]] = [
    {
        "slug": "coffee",
        "name": {"en": "Coffee", "zh_hans": "咖啡", "fr": "Café", "rw": "Ikawa"},
        "description": {
            "en": "Bourbon from 1,400 to 2,300 metres, washed near the farms that grew it. Roasted for the kitchen, green for roasters.",
            "zh_hans": "海拔 1,400 至 2,300 米的波旁种，就近水洗。烘焙豆供家庭饮用，生豆供烘焙商采购。",
        },
        "children": [
            {
                "slug": "roasted-coffee",
                "name": {"en": "Roasted coffee", "zh_hans": "烘焙咖啡", "fr": "Café torréfié", "rw": "Ikawa ikaranze"},
                "description": {"en": "Bags for the kitchen, with the station named.", "zh_hans": "家用袋装咖啡豆，注明水洗站。"},
                "is_sold_by_weight": True,
                "has_coffee_facts": True,
            },
            {
                "slug": "green-coffee",
                "name": {"en": "Green coffee", "zh_hans": "咖啡生豆", "fr": "Café vert", "rw": "Ikawa itunganyije idakaranze"},
                "description": {
                    "en": "Lots for roasters, by the kilogram or the 60 kg bag, each with station, altitude and process.",
                    "zh_hans": "供烘焙商选购的批次，按公斤或 60 公斤麻袋出售，标明水洗站、海拔与处理法。",
                },
                "is_sold_by_weight": True,
                "has_coffee_facts": True,
            },
        ],
    },
    {
        "slug": "tea-and-food",
        "name": {"en": "Tea & food", "zh_hans": "茶与食品", "fr": "Thé et alimentation", "rw": "Icyayi n’ibiribwa"},
        "description": {
            "en": "Tea from above 2,000 metres, forest honey, chilli that deserves its name, macadamia and the oils pressed from it.",
            "zh_hans": "两千米以上的高山茶、森林蜂蜜、名副其实的辣椒、夏威夷果及其冷榨油。",
        },
        "children": [
            {
                "slug": "tea",
                "name": {"en": "Tea", "zh_hans": "茶叶", "fr": "Thé", "rw": "Icyayi"},
                "description": {"en": "Black and green, CTC and whole leaf.", "zh_hans": "红茶与绿茶，CTC 碎茶与整叶茶。"},
                "is_sold_by_weight": True,
            },
            {
                "slug": "chilli",
                "name": {"en": "Chilli", "zh_hans": "辣椒", "fr": "Piment", "rw": "Urusenda"},
                "description": {"en": "Oil, paste, dried and fresh.", "zh_hans": "辣椒油、辣椒酱、干辣椒与鲜辣椒。"},
                "is_sold_by_weight": True,
            },
            {
                "slug": "honey",
                "name": {"en": "Honey", "zh_hans": "蜂蜜", "fr": "Miel", "rw": "Ubuki"},
                "description": {
                    "en": "From the forests and the volcanoes, by the cooperatives that keep the hives.",
                    "zh_hans": "来自森林与火山地带，由养蜂合作社采收。",
                },
                "is_sold_by_weight": True,
            },
            {
                "slug": "nuts-and-fruit",
                "name": {"en": "Nuts & fruit", "zh_hans": "坚果与水果", "fr": "Noix et fruits", "rw": "Imbuto n’ubunyobwa"},
                "description": {"en": "Macadamia, nut butter, avocado.", "zh_hans": "夏威夷果、坚果酱、牛油果。"},
                "is_sold_by_weight": True,
            },
            {
                "slug": "oils",
                "name": {"en": "Oils", "zh_hans": "食用油", "fr": "Huiles", "rw": "Amavuta yo kurya"},
                "description": {"en": "Pressed for the table.", "zh_hans": "供餐桌使用的压榨油。"},
                "is_sold_by_weight": True,
            },
        ],
    },
    {
        "slug": "crafts",
        "name": {"en": "Crafts", "zh_hans": "手工艺", "fr": "Artisanat", "rw": "Ubukorikori"},
        "description": {
            "en": "Baskets sewn stitch by stitch, imigongo boards, carved wood, cloth and shoes, candles and distilled oils.",
            "zh_hans": "一针一线缝成的编篮、伊米贡戈画、木雕、布艺与鞋履、蜡烛与蒸馏精油。",
        },
        "children": [
            {
                "slug": "baskets",
                "name": {"en": "Baskets", "zh_hans": "编篮", "fr": "Vannerie", "rw": "Uduseke"},
                "description": {
                    "en": "Agaseke peace baskets, bowls and trays of sisal and sweetgrass.",
                    "zh_hans": "阿加塞凯和平篮，剑麻与香草编成的碗与托盘。",
                },
            },
            {
                "slug": "wood-and-art",
                "name": {"en": "Wood & art", "zh_hans": "木雕与艺术", "fr": "Bois et art", "rw": "Ibibajwe n’ubugeni"},
                "description": {"en": "Imigongo, carving, embroidered pictures.", "zh_hans": "伊米贡戈画、木雕、刺绣画。"},
            },
            {
                "slug": "textiles-and-fashion",
                "name": {"en": "Textiles & fashion", "zh_hans": "布艺与服饰", "fr": "Textile et mode", "rw": "Imyenda n’imideri"},
                "description": {"en": "Clothes, shoes and sandals made in Kigali.", "zh_hans": "基加利制造的服装、鞋与凉鞋。"},
            },
            {
                "slug": "soap-and-candles",
                "name": {"en": "Soap & candles", "zh_hans": "香皂与蜡烛", "fr": "Savons et bougies", "rw": "Amasabune na buji"},
                "description": {"en": "Beeswax and plain good soap.", "zh_hans": "蜂蜡蜡烛与手工皂。"},
            },
            {
                "slug": "essential-oils",
                "name": {"en": "Essential oils", "zh_hans": "精油", "fr": "Huiles essentielles", "rw": "Amavuta ahumura"},
                "description": {
                    "en": "Steam distilled from geranium, patchouli and lemongrass grown in Kirehe.",
                    "zh_hans": "蒸馏自基雷赫种植的天竺葵、广藿香与柠檬草。",
                },
                "is_sold_by_weight": True,
            },
        ],
    },
]

LANGUAGES = ("en", "zh_hans", "fr", "rw")


def ensure_categories(category_model, hub) -> None:
    """Write the shelves where they are missing; leaves those that are there as an officer has made them. Safe to call again."""
    shelves = category_model._base_manager

    def write(entries: list[dict[str, Any]], parent, path: str) -> None:
        for position, entry in enumerate(entries):
            fields = {"parent": parent, "path": f"{path}{entry['slug']}/", "position": position}
            fields |= {key: entry[key] for key in ("is_sold_by_weight", "has_coffee_facts") if key in entry}
            for field in ("name", "description"):
                said = entry[field]
                fields |= {field: said["en"], **{f"{field}_{language}": said.get(language) for language in LANGUAGES}}
            shelf, _ = shelves.get_or_create(hub=hub, slug=entry["slug"], defaults=fields)
            write(entry.get("children", []), shelf, shelf.path)

    write(CATEGORIES, None, "")
