"""The reasons officers give, in every language of the hub. Rows: officers edit them at the desk."""

# code, used for, step to mend, (en, zh-hans, fr, rw)
REASONS = [
    (
        "page-unreadable",
        "return",
        "evidence",
        (
            "A page cannot be read. Please send a sharper scan or photo of the whole page.",
            "有一页无法辨认。请重新提交整页的清晰扫描件或照片。",
            "Une page est illisible. Envoyez un scan ou une photo nette de la page entière.",
            "Urupapuro rumwe ntirusomeka. Ohereza indi foto cyangwa sikani igaragaza neza urupapuro rwose.",
        ),
    ),
    (
        "paper-missing",
        "return",
        "evidence",
        (
            "A paper that your goods need is missing. Please add it.",
            "缺少您所售商品需要的文件，请补充。",
            "Il manque un document que vos produits exigent. Merci de l’ajouter.",
            "Hari urupapuro rukenewe ku bicuruzwa byanyu rubura. Rwongereho.",
        ),
    ),
    (
        "ends-soon",
        "return",
        "evidence",
        (
            "A certificate ends within 30 days. Please send the renewal.",
            "有证书将在 30 天内到期，请提交续期证书。",
            "Un certificat expire dans moins de 30 jours. Envoyez le renouvellement.",
            "Icyemezo kizarangira mu minsi 30. Ohereza icyavuguruwe.",
        ),
    ),
    (
        "wrong-paper",
        "return",
        "evidence",
        (
            "A paper is not the one asked for, or belongs to another firm. Please send the right one.",
            "有文件不是所要求的，或属于其他企业。请提交正确的文件。",
            "Un document n’est pas celui demandé ou appartient à une autre entreprise. Envoyez le bon.",
            "Hari urupapuro rutari urwasabwe cyangwa rw’ikindi kigo. Ohereza urukwiye.",
        ),
    ),
    (
        "name-differs",
        "return",
        "firm",
        (
            "The name of the firm differs from the certificate. Please write it exactly as registered.",
            "企业名称与证书不一致，请完全按注册名称填写。",
            "Le nom de l’entreprise diffère du certificat. Écrivez-le exactement comme enregistré.",
            "Izina ry’ikigo ritandukanye n’iriri ku cyemezo. Ryandike nk’uko ryanditswe.",
        ),
    ),
    (
        "number-differs",
        "return",
        "firm",
        (
            "The TIN or registration number differs from the certificate. Please check the digits.",
            "税号或注册号与证书不一致，请核对数字。",
            "Le TIN ou le numéro d’immatriculation diffère du certificat. Vérifiez les chiffres.",
            "TIN cyangwa nimero y’iyandikwa itandukanye n’iri ku cyemezo. Ongera urebe imibare.",
        ),
    ),
    (
        "address-unclear",
        "return",
        "firm",
        (
            "We cannot find the address. Please name the sector, the cell and the village or street.",
            "无法找到该地址，请写明乡镇、社区及村或街道。",
            "Nous ne trouvons pas l’adresse. Indiquez le secteur, la cellule et le village ou la rue.",
            "Ntitwabonye aho mukorera. Andika umurenge, akagari n’umudugudu cyangwa umuhanda.",
        ),
    ),
    (
        "contact-unreachable",
        "return",
        "contact",
        (
            "We could not reach you by phone. Please check the number.",
            "电话无法接通，请核对号码。",
            "Nous n’avons pas pu vous joindre par téléphone. Vérifiez le numéro.",
            "Ntitwabashije kubabona kuri telefone. Reba neza nimero.",
        ),
    ),
    (
        "account-name",
        "return",
        "payout",
        (
            "The account is not in the name of the firm. Please give the firm’s account or a letter of the bank.",
            "账户名与企业名不一致，请提供企业账户或银行证明信。",
            "Le compte n’est pas au nom de l’entreprise. Donnez le compte de l’entreprise ou une lettre de la banque.",
            "Konti ntiri mu izina ry’ikigo. Tanga konti y’ikigo cyangwa ibaruwa ya banki.",
        ),
    ),
    (
        "sector-wrong",
        "return",
        "sectors",
        (
            "What you sell does not match the papers. Please choose the sectors again.",
            "所选行业与文件不符，请重新选择。",
            "Ce que vous vendez ne correspond pas aux documents. Choisissez de nouveau les secteurs.",
            "Ibyo mugurisha ntibihuye n’impapuro. Ongera uhitemo ibyiciro.",
        ),
    ),
    (
        "not-registered",
        "reject",
        "",
        (
            "The firm is not registered in Rwanda. Only firms registered with RDB or RCA can sell here.",
            "该企业未在卢旺达注册。仅在 RDB 或 RCA 注册的企业可在此销售。",
            "L’entreprise n’est pas enregistrée au Rwanda. Seules celles du RDB ou de la RCA peuvent vendre ici.",
            "Ikigo ntikyanditse mu Rwanda. Ibyanditse muri RDB cyangwa RCA ni byo byonyine bishobora kugurisha hano.",
        ),
    ),
    (
        "goods-not-allowed",
        "reject",
        "",
        (
            "The goods cannot be sold here: they are banned or need permits that private firms do not get.",
            "该类商品不可在此销售：属禁售品，或需私营企业无法取得的许可。",
            "Ces produits ne peuvent être vendus ici : interdits, ou soumis à des permis que les entreprises privées n’obtiennent pas.",
            "Ibi bicuruzwa ntibyemerewe kugurishirizwa hano: birabujijwe cyangwa bisaba impushya ibigo byigenga bitabona.",
        ),
    ),
    (
        "twice",
        "reject",
        "",
        (
            "This firm has an application or an account already. Please go on with that one.",
            "该企业已有申请或账户，请使用原有的。",
            "Cette entreprise a déjà une demande ou un compte. Continuez avec celui-ci.",
            "Iki kigo gisanzwe gifite ubusabe cyangwa konti. Komeza iyo.",
        ),
    ),
    (
        "false-papers",
        "reject",
        "",
        (
            "A paper could not be confirmed by the authority named on it.",
            "有文件未能获所列主管机构确认。",
            "Un document n’a pas pu être confirmé par l’autorité qui y figure.",
            "Hari urupapuro rutemejwe n’urwego rwanditseho.",
        ),
    ),
    (
        "licence-ended",
        "suspend",
        "",
        (
            "A licence that your goods need has ended.",
            "您所售商品需要的许可证已到期。",
            "Une licence que vos produits exigent a expiré.",
            "Uruhushya rukenewe ku bicuruzwa byanyu rwararangiye.",
        ),
    ),
    (
        "complaints",
        "suspend",
        "",
        (
            "Buyers report goods that differ from their pages; we look into it with you.",
            "买家反映商品与页面不符，我们将与您一同核查。",
            "Des acheteurs signalent des produits différents des fiches ; nous examinons cela avec vous.",
            "Abaguzi bavuga ko ibicuruzwa bitandukanye n’ibyerekanywe; turabisuzuma hamwe namwe.",
        ),
    ),
    (
        "authority-order",
        "suspend",
        "",
        (
            "An authority has ordered us to stop these sales.",
            "主管机构要求停止销售。",
            "Une autorité nous a ordonné d’arrêter ces ventes.",
            "Urwego rubifitiye ububasha rwategetse guhagarika iri gurisha.",
        ),
    ),
]
