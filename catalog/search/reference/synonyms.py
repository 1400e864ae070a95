"""The equal words of the Rwanda hub as they begin: what the shop's goods are called in its four languages, and common other names."""

from __future__ import annotations

from catalog.search.words import spoken_words

SYNONYMS: list[tuple[str, str, str]] = [  # (language of the reader, words, note)
    ("", "coffee, café, ikawa, kawa, 咖啡", ""),
    ("", "basket, panier, vannerie, agaseke, uduseke, igiseke, igitebo, 篮子, 编篮, 和平篮, 篮", ""),
    ("", "handmade, handcrafted, handwoven, artisanal, fait main, 手工, 手作, 手编, craft, crafts, artisanat, ubukorikori", ""),
    ("", "tea, thé, icyayi, chai, 茶, 茶叶", ""),
    ("", "black tea, thé noir, 红茶, 红碎茶", ""),
    ("", "green tea, thé vert, 绿茶", ""),
    ("", "honey, miel, ubuki, 蜂蜜", ""),
    ("", "chilli, chili, chilies, chillies, chile, pepper, piment, urusenda, pili pili, piripiri, 辣椒", ""),
    ("", "chilli oil, chili oil, hot oil, huile pimentée, huile de piment, 辣椒油, 辣油, 红油", ""),
    ("", "chilli paste, chilli sauce, chili sauce, hot sauce, pâte de piment, 辣椒酱, 辣酱", ""),
    ("", "macadamia, macadamia nut, 夏威夷果, 澳洲坚果", ""),
    ("", "avocado, avocat, avoka, 牛油果, 鳄梨", ""),
    ("", "essential oil, huile essentielle, amavuta ahumura, 精油", ""),
    ("", "lemongrass, citronnelle, 柠檬草, 香茅", ""),
    ("", "rosemary, romarin, 迷迭香", ""),
    ("", "lavender, lavande, 薰衣草", ""),
    ("", "geranium, géranium, 天竺葵", ""),
    ("", "candle, bougie, buji, 蜡烛", ""),
    ("", "beeswax, cire d’abeille, 蜂蜡", ""),
    ("", "shoes, chaussures, inkweto, 鞋, 皮鞋", ""),
    ("", "sandals, sandales, 凉鞋", ""),
    ("", "clothes, clothing, vêtements, imyenda, 服装, 衣服, 成衣, ready to wear", ""),
    ("", "wood, wooden, bois, 木, 木质, 木雕", ""),
    ("", "painting, art panel, peinture, tableau, 画, 装饰画", ""),
    ("", "embroidered, embroidery, brodé, broderie, 刺绣", ""),
    ("", "washed, lavé, fully washed, 水洗", ""),
    ("", "natural, sun dried, naturel, 日晒", ""),
    ("", "honey process, pulped natural, 蜜处理", ""),
    ("", "anaerobic, anaérobie, 厌氧", ""),
    ("", "decaf, decaffeinated, décaféiné, 低因, 脱因, 无咖啡因", ""),
    ("", "green coffee, café vert, unroasted, 生豆, 咖啡生豆", ""),
    ("", "roasted coffee, café torréfié, ikawa ikaranze, 烘焙咖啡, 熟豆, 烘焙豆", ""),
    ("", "coffee beans, grains de café, 咖啡豆", ""),
    ("", "organic, bio, biologique, 有机", ""),
    ("", "fairtrade, fair trade, commerce équitable, 公平贸易", ""),
    ("", "gorilla, gorille, ingagi, 大猩猩", ""),
    ("", "peaberry, caracoli, 圆豆", ""),
    ("", "bowl, bol, saladier, 碗", ""),
    ("", "sisal, umugwegwe, 剑麻", ""),
    ("", "wedding, mariage, ubukwe, 婚礼", ""),
    ("", "gift, cadeau, impano, 礼物, 礼品", ""),
    ("", "forest, forêt, ishyamba, 森林", ""),
    ("", "cup of excellence, coe, 卓越杯, competition, concours, 竞赛", ""),
    ("", "nativity, crèche, 圣诞", ""),
]


def ensure_synonyms(synonym_model, hub) -> None:
    """Write the rows where they are missing; leaves those that are there as staff have made them. Safe to call again."""
    rows = synonym_model._base_manager
    known = set(rows.filter(hub=hub).values_list("language", "words"))
    rows.bulk_create(
        synonym_model(hub=hub, language=language, words=words, spoken=spoken_words(words), note=note)
        for language, words, note in SYNONYMS
        if (language, words) not in known
    )
