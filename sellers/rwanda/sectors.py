"""What firms of the Rwanda hub may sell, and the HS headings of it."""

# code, (en, zh-hans, fr, rw), (examples en, zh-hans), HS prefixes
SECTORS = [
    ("coffee", ("Coffee", "咖啡", "Café", "Ikawa"), ("green, roasted, drip bags", "生豆、烘焙豆、挂耳"), ["0901"]),
    ("tea", ("Tea", "茶", "Thé", "Icyayi"), ("black, green, orthodox, CTC", "红茶、绿茶、传统与 CTC"), ["0902"]),
    (
        "chilli",
        ("Chilli and sauces", "辣椒与酱料", "Piment et sauces", "Urusenda n’amasosi"),
        ("dried chilli, oil, paste", "干辣椒、辣椒油、辣椒酱"),
        ["0904", "0709", "2103"],
    ),
    (
        "honey",
        ("Honey and bee products", "蜂蜜与蜂产品", "Miel et produits de la ruche", "Ubuki n’ibikomoka ku nzuki"),
        ("honey, royal jelly, beeswax candles", "蜂蜜、蜂王浆、蜂蜡烛"),
        ["0409", "0410", "1521", "3406"],
    ),
    (
        "nuts-fruit",
        ("Nuts and fruit", "坚果与水果", "Noix et fruits", "Ubunyobwa n’imbuto"),
        ("macadamia, avocado, dried pineapple, stevia", "夏威夷果、鳄梨、菠萝干、甜叶菊"),
        ["0802", "0803", "0804", "1212", "1515", "2008"],
    ),
    (
        "oils",
        ("Essential oils and extracts", "精油与植物提取物", "Huiles essentielles et extraits", "Amavuta y’ibimera ahumura"),
        ("geranium, eucalyptus, pyrethrum", "天竺葵、桉叶、除虫菊"),
        ["3301", "1302"],
    ),
    (
        "crafts",
        ("Crafts and art", "手工艺与艺术品", "Artisanat et art", "Ubukorikori n’ubugeni"),
        ("baskets, imigongo, carvings, pottery", "篮编、伊米贡戈画、木雕、陶器"),
        ["4602", "4601", "44", "58", "6913", "7117", "97"],
    ),
    (
        "fashion",
        ("Fashion, textiles and leather", "服装、纺织与皮具", "Mode, textile et cuir", "Imyambaro, imyenda n’impu"),
        ("clothing, shoes, bags", "服装、鞋、包袋"),
        ["42", "61", "62", "63", "64"],
    ),
    (
        "home",
        ("Soap, candles and cosmetics", "香皂、蜡烛与化妆品", "Savon, bougies et cosmétiques", "Amasabune, buji n’amavuta yo kwisiga"),
        ("soap, candles, shampoo", "香皂、蜡烛、洗发水"),
        ["3305", "3401", "3406"],
    ),
]
