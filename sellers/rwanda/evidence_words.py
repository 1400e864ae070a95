"""The words of the evidence rules: titles in every language, explanations and conditions in English, Chinese and French."""

# code: (title en, zh-hans, fr, rw), (explanation en, zh-hans, fr), (condition en, zh-hans, fr)
NONE = ("", "", "")
NUTS_WHEN = (
    "Before nuts leave for China: their export papers name both numbers.",
    "坚果发往中国之前：出口单证须同时写明基地与工厂两个编号。",
    "Avant tout départ de fruits à coque vers la Chine : les documents d’exportation portent les deux numéros.",
)
WORDS = {
    "tin": (
        ("TIN", "税号（TIN）", "NIF (TIN)", "Nimero y’umusoreshwa (TIN)"),
        (
            "Nine digits from the Rwanda Revenue Authority; it stands on the RDB certificate.",
            "由卢旺达税务局核发的九位数字，印在 RDB 证书上。",
            "Neuf chiffres donnés par la RRA ; il figure sur le certificat RDB.",
        ),
        NONE,
    ),
    "registration-number": (
        ("Registration number", "注册号", "Numéro d’immatriculation", "Nimero y’iyandikwa"),
        (
            "The company code of RDB, or the number of the RCA certificate.",
            "RDB 公司编号，或 RCA 证书编号。",
            "Le code d’entreprise RDB ou le numéro du certificat RCA.",
        ),
        NONE,
    ),
    "payout-name": (
        ("Payout account in the firm’s name", "收款账户与企业名一致", "Compte au nom de l’entreprise", "Konti yanditse ku kigo"),
        (
            "The account holder should be the firm itself.",
            "账户持有人应为企业本身。",
            "Le titulaire du compte doit être l’entreprise elle-même.",
        ),
        NONE,
    ),
    "registration-certificate": (
        (
            "Certificate of registration (RDB or RCA)",
            "注册证书（RDB 或 RCA）",
            "Certificat d’immatriculation (RDB ou RCA)",
            "Icyemezo cy’iyandikwa (RDB cyangwa RCA)",
        ),
        (
            "All pages, as PDF or clear photos. Companies print it from the RDB portal; cooperatives have it from RCA.",
            "全部页面，PDF 或清晰照片。公司可在 RDB 网站打印；合作社由 RCA 颁发。",
            "Toutes les pages, en PDF ou en photos nettes. Les entreprises l’impriment du portail RDB ; les coopératives l’ont de la RCA.",
        ),
        NONE,
    ),
    "account-letter": (
        ("Letter about the account", "账户证明信", "Attestation de compte", "Ibaruwa ya banki yemeza konti"),
        (
            "A letter of the bank or operator that names the account and the firm.",
            "由银行或运营商出具、写明账户与企业名称的证明信。",
            "Une lettre de la banque ou de l’opérateur qui nomme le compte et l’entreprise.",
        ),
        (
            "Where the account is not in the firm’s exact name",
            "账户名与企业名不完全一致时",
            "Si le compte n’est pas exactement au nom de l’entreprise",
        ),
    ),
    "naeb-licence": (
        ("NAEB licence", "NAEB 许可证", "Licence NAEB", "Uruhushya rwa NAEB"),
        (
            "Licence or registration as exporter of coffee or tea, with its number and last day.",
            "咖啡或茶叶出口商许可或登记，写明编号与到期日。",
            "Licence ou enregistrement d’exportateur de café ou de thé, avec son numéro et sa fin.",
        ),
        NONE,
    ),
    "naeb-horticulture": (
        (
            "NAEB registration, horticulture",
            "NAEB 园艺出口登记",
            "Enregistrement NAEB, horticulture",
            "Iyandikwa muri NAEB, imboga n’imbuto",
        ),
        (
            "Registration as exporter of horticultural goods, with its number and last day.",
            "园艺产品出口商登记，写明编号与到期日。",
            "Enregistrement d’exportateur horticole, avec son numéro et sa fin.",
        ),
        NONE,
    ),
    "rsb-smark": (
        ("RSB S-mark", "RSB S 标志", "Marque S du RSB", "Ikirango cya S cya RSB"),
        (
            "The mark of conformity of the Rwanda Standards Board, asked for through its e-portal: number, standard and last day.",
            "卢旺达标准局合格标志，通过其电子平台申请：编号、标准与到期日。",
            "La marque de conformité du RSB, demandée sur son portail : numéro, norme et fin.",
        ),
        NONE,
    ),
    "rfda-registration": (
        ("Rwanda FDA registration", "卢旺达 FDA 登记", "Enregistrement Rwanda FDA", "Iyandikwa muri Rwanda FDA"),
        (
            "Product registration with its number and last day.",
            "产品登记，写明编号与到期日。",
            "Enregistrement du produit avec son numéro et sa fin.",
        ),
        (
            "For packed food, cosmetics and essential oils",
            "适用于预包装食品、化妆品与精油",
            "Pour les aliments emballés, cosmétiques et huiles essentielles",
        ),
    ),
    "other-certificates": (
        ("Other certificates", "其他证书", "Autres certificats", "Ibindi byemezo"),
        (
            "Organic, Fairtrade, Rainforest Alliance, ISO 22000, HACCP: only what is verified may be named on your pages.",
            "有机、公平贸易、雨林联盟、ISO 22000、HACCP：仅核验过的方可写在店铺页面。",
            "Bio, Fairtrade, Rainforest Alliance, ISO 22000, HACCP : seul ce qui est vérifié peut figurer sur vos pages.",
        ),
        ("If you have them", "如有", "Si vous en avez"),
    ),
    "declaration": (
        ("Declaration of the applicant", "申请人声明", "Déclaration du demandeur", "Imenyekanisha ry’usaba"),
        (
            "I may act for this firm. What I have written and sent is true. We pack without the plastics that Rwanda bans.",
            "本人有权代表该企业；所填写与提交的内容属实；包装不使用卢旺达禁用的塑料。",
            "J’agis pour cette entreprise. Ce que j’ai écrit et envoyé est vrai. Nous emballons sans plastiques interdits au Rwanda.",
        ),
        NONE,
    ),
    "gacc-registration": (
        (
            "Registration with China Customs (GACC)",
            "海关总署（GACC）境外企业注册",
            "Enregistrement aux douanes chinoises (GACC)",
            "Iyandikwa muri gasutamo y’u Bushinwa (GACC)",
        ),
        (
            "The 18-character producer number from cifer.singlewindow.cn, with its category and last day.",
            "cifer.singlewindow.cn 核发的 18 位在华注册编号，写明类别与到期日。",
            "Le numéro de producteur à 18 caractères de cifer.singlewindow.cn, sa catégorie et sa fin.",
        ),
        NONE,
    ),
    "gacc-plantation": (
        ("GACC: chilli plantation", "GACC：辣椒种植基地", "GACC : plantation de piment", "GACC: umurima w’urusenda"),
        ("The registered plantation number.", "已注册的种植基地编号。", "Le numéro de la plantation enregistrée."),
        NONE,
    ),
    "gacc-plant": (
        (
            "GACC: chilli drying and packing plant",
            "GACC：辣椒加工包装厂",
            "GACC : usine de séchage et d’emballage",
            "GACC: uruganda rwumisha rukanapakira urusenda",
        ),
        ("The registered processing and packing plant.", "已注册的加工与包装厂。", "L’usine de transformation enregistrée."),
        NONE,
    ),
    "gacc-nut-plantation": (
        ("GACC: plantation of nuts", "GACC：坚果种植基地", "GACC : plantation de fruits à coque", "GACC: umurima wa makadamiya"),
        ("The registered plantation number.", "已注册的种植基地编号。", "Le numéro de la plantation enregistrée."),
        NUTS_WHEN,
    ),
    "gacc-nut-plant": (
        (
            "GACC: nut processing and packing plant",
            "GACC：坚果加工包装厂",
            "GACC : usine de transformation de fruits à coque",
            "GACC: uruganda rutunganya rukanapakira makadamiya",
        ),
        ("The registered processing and packing plant.", "已注册的加工与包装厂。", "L’usine de transformation enregistrée."),
        NUTS_WHEN,
    ),
    "gacc-orchard": (
        ("GACC: avocado orchard", "GACC：鳄梨果园", "GACC : verger d’avocats", "GACC: umurima wa avoka"),
        ("The registered orchard.", "已注册的果园。", "Le verger enregistré."),
        NONE,
    ),
    "gacc-packhouse": (
        ("GACC: packhouse", "GACC：包装厂", "GACC : station d’emballage", "GACC: aho bapakirira"),
        ("The registered packhouse.", "已注册的包装厂。", "La station d’emballage enregistrée."),
        NONE,
    ),
    "gacc-fumigation": (
        ("GACC: fumigation plant", "GACC：熏蒸处理设施", "GACC : station de fumigation", "GACC: aho bafumigera"),
        ("The registered fumigation plant.", "已注册的熏蒸处理设施。", "La station de fumigation enregistrée."),
        NONE,
    ),
    "gacc-food-oil": (
        (
            "GACC registration, food use",
            "GACC 注册（食用）",
            "Enregistrement GACC, usage alimentaire",
            "Iyandikwa muri GACC, ibiribwa",
        ),
        ("Producer and exporter number for class R.", "R 类的生产商与出口商编号。", "Numéros de producteur et d’exportateur, classe R."),
        ("Only for oils meant for food", "仅食用精油", "Seulement pour les huiles alimentaires"),
    ),
    "cn-label": (
        ("Chinese retail label", "中文零售标签", "Étiquette chinoise de détail", "Ikirango cyo mu gishinwa"),
        (
            "The bilingual label sheet by GB 7718: name, ingredients, net content, origin, dates, storage, agent in China.",
            "符合 GB 7718 的双语标签样张：品名、配料、净含量、原产国、日期、贮存条件、中国经销商。",
            "La planche d’étiquette bilingue selon GB 7718 : nom, ingrédients, poids net, origine, dates, conservation, agent en Chine.",
        ),
        ("For retail packs", "适用于零售包装", "Pour les emballages de détail"),
    ),
    "cn-label-oil": (
        ("Chinese label, oils", "中文标签（精油）", "Étiquette chinoise, huiles", "Ikirango cyo mu gishinwa, amavuta"),
        ("The bilingual label sheet.", "双语标签样张。", "La planche d’étiquette bilingue."),
        ("Only for retail packs", "仅零售包装", "Seulement pour le détail"),
    ),
    "residue-plan": (
        ("Residue monitoring plan", "残留监控计划", "Plan de surveillance des résidus", "Gahunda yo kugenzura ibisigazwa by’imiti"),
        (
            "Proof that your bees’ products stand under the national residue plan.",
            "证明蜂产品纳入国家残留监控计划的文件。",
            "Preuve que vos produits de la ruche relèvent du plan national de résidus.",
        ),
        NONE,
    ),
    "safety-data-sheet": (
        ("Safety data sheet", "安全数据表（MSDS）", "Fiche de données de sécurité", "Urupapuro rw’umutekano w’igicuruzwa"),
        (
            "Airlines ask for it: oils are often dangerous goods of class 3.",
            "航空运输需要：精油多属第 3 类危险品。",
            "Les compagnies aériennes la demandent : les huiles sont souvent des matières dangereuses de classe 3.",
        ),
        NONE,
    ),
    "rsb-test-report": (
        ("RSB test report", "RSB 检测报告", "Rapport d’essai du RSB", "Raporo y’isuzuma ya RSB"),
        (
            "The certificate of analysis that follows the S-mark.",
            "S 标志之后的检测（分析）证书。",
            "Le certificat d’analyse qui suit la marque S.",
        ),
        NONE,
    ),
    "cites": (
        ("Species named, none protected", "材种声明（非濒危）", "Espèces nommées, aucune protégée", "Ubwoko bw’igiti, kitarinzwe"),
        (
            "I name the wood on each listing, and it is not a species protected by CITES, or its permit travels with the goods.",
            "本人在每件商品中注明木材种类；其不属 CITES 保护物种，或随货附许可证。",
            "Je nomme le bois sur chaque fiche ; l’espèce n’est pas protégée par la CITES, ou son permis accompagne la marchandise.",
        ),
        NONE,
    ),
}
