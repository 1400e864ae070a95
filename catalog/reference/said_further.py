"""The rows of law and paper as a French and a Kinyarwanda reader is told them: what the hub writes in English and Chinese first.

French names of goods follow the French text of the Harmonized System, shortened as the English ones are; Kinyarwanda has no official
text of it, and officers put right what these rows say at the desk."""

from __future__ import annotations

# English: French, Kinyarwanda
PAPERS = {
    "Commercial invoice": ("Facture commerciale", "Fagitire y’ubucuruzi"),
    "Packing list": ("Liste de colisage", "Urutonde rw’ibipakiye"),
    "Customs export declaration": ("Déclaration d’exportation en douane", "Imenyekanisha rya gasutamo ry’ibyoherezwa mu mahanga"),
    "Transport document (air waybill, bill of lading or road waybill)": (
        "Document de transport (lettre de transport aérien, connaissement ou lettre de voiture)",
        "Inyandiko y’ubwikorezi (iyo mu kirere, mu mazi cyangwa mu muhanda)",
    ),
    "Certificate of origin for China’s zero duty": (
        "Certificat d’origine pour le droit nul de la Chine",
        "Icyemezo cy’inkomoko gisonera amahoro mu Bushinwa",
    ),
    "ICO certificate of origin": ("Certificat d’origine OIC", "Icyemezo cy’inkomoko cya ICO"),
    "NAEB quality and export certificate": (
        "Certificat de qualité et d’exportation NAEB",
        "Icyemezo cya NAEB cy’ubuziranenge no kohereza mu mahanga",
    ),
    "Phytosanitary certificate": ("Certificat phytosanitaire", "Icyemezo cy’ubuzima bw’ibimera"),
    "Producer’s registration with Chinese customs": (
        "Enregistrement du producteur auprès de la douane chinoise",
        "Iyandikwa ry’uwabikoze muri gasutamo y’u Bushinwa",
    ),
    "Chinese label": ("Étiquette en chinois", "Akarango ko mu gishinwa"),
    "Veterinary health certificate": ("Certificat sanitaire vétérinaire", "Icyemezo cy’ubuzima bw’amatungo"),
    "Treatment record": ("Registre de traitement", "Inyandiko y’uko byatunganyijwe"),
    "Fumigation or treatment certificate": ("Certificat de fumigation ou de traitement", "Icyemezo cyo gufukiza cyangwa gutunganya"),
    "Safety data sheet for air freight": (
        "Fiche de données de sécurité pour le fret aérien",
        "Urupapuro rw’umutekano rwo gutwara mu ndege",
    ),
    "RSB S-mark and test report": ("Marque S du RSB et rapport d’essai", "Ikirango S cya RSB na raporo y’isuzuma"),
    "EU deforestation due-diligence data": (
        "Données de diligence raisonnée de l’UE sur la déforestation",
        "Amakuru asabwa n’Ubumwe bw’u Burayi ku gutema amashyamba",
    ),
    "CITES check of the species": ("Vérification CITES de l’espèce", "Igenzura rya CITES ry’ubwoko"),
}
LABELS = {
    "Name of the food": ("Dénomination de la denrée", "Izina ry’ikiribwa"),
    "Ingredients": ("Ingrédients", "Ibigize"),
    "List of ingredients": ("Liste des ingrédients", "Urutonde rw’ibigize"),
    "Allergens": ("Allergènes", "Ibitera aleriji"),
    "Allergens of Annex II": ("Allergènes de l’annexe II", "Ibitera aleriji byo ku mugereka wa II"),
    "Net content": ("Contenu net", "Ingano nyayo"),
    "Net quantity": ("Quantité nette", "Ingano nyayo"),
    "Country of origin": ("Pays d’origine", "Igihugu bikomokamo"),
    "Country of origin where Article 26 asks for it": (
        "Pays d’origine lorsque l’article 26 l’exige",
        "Igihugu bikomokamo iyo ingingo ya 26 ibisaba",
    ),
    "Shelf life": ("Durée de conservation", "Igihe bimara"),
    "Date of minimum durability": ("Date de durabilité minimale", "Itariki ntarengwa byizewe ubuziranenge"),
    "Storage conditions": ("Conditions de conservation", "Uko bibikwa"),
    "Special storage conditions": ("Conditions particulières de conservation", "Uburyo bwihariye bwo kubibika"),
    "Date of production": ("Date de production", "Itariki byakoreweho"),
    "Agent, importer or distributor in China: name, address, contact": (
        "Agent, importateur ou distributeur en Chine : nom, adresse, contact",
        "Uhagarariye, uwinjiza cyangwa ukwirakwiza mu Bushinwa: izina, aho abarizwa, uko bamuvugisha",
    ),
    "Name and address of the operator": ("Nom et adresse de l’exploitant", "Izina n’aderesi by’ubikora"),
    "Nutrition declaration": ("Déclaration nutritionnelle", "Imbonerahamwe y’intungamubiri"),
}
ALLERGENS = {  # their French stands with them
    "Cereals containing gluten": "Ibinyampeke birimo gluten",
    "Crustaceans": "Inyamaswa zo mu mazi z’ibishishwa",
    "Eggs": "Amagi",
    "Fish": "Amafi",
    "Peanuts": "Ubunyobwa",
    "Soybeans": "Soya",
    "Milk, with lactose": "Amata, arimo lactose",
    "Nuts": "Imbuto z’ibishishwa bikomeye",
    "Celery": "Seleri",
    "Mustard": "Mutaride",
    "Sesame seeds": "Intete za sezame",
    "Sulphur dioxide and sulphites above 10 mg/kg or 10 mg/l": "Dioxyde de soufre na sulfite birenze mg 10/kg cyangwa mg 10/l",
    "Lupin": "Lupini",
    "Molluscs": "Ibinyamujonjorerwa",
}
GOODS = {
    "Coffee, not roasted, not decaffeinated": ("Café non torréfié, non décaféiné", "Ikawa itakaranze, itavanywemo kafeyine"),
    "Coffee, not roasted, decaffeinated": ("Café non torréfié, décaféiné", "Ikawa itakaranze, yavanywemo kafeyine"),
    "Coffee, roasted, not decaffeinated": ("Café torréfié, non décaféiné", "Ikawa ikaranze, itavanywemo kafeyine"),
    "Coffee, roasted, decaffeinated": ("Café torréfié, décaféiné", "Ikawa ikaranze, yavanywemo kafeyine"),
    "Coffee husks and skins (cascara)": ("Coques et pellicules de café (cascara)", "Ibishishwa by’ikawa (cascara)"),
    "Flavoured green tea, packs <= 3 kg": ("Thé vert aromatisé, emballages ≤ 3 kg", "Icyayi cy’icyatsi kirimo impumuro, amapaki ≤ kg 3"),
    "Other green tea, packs <= 3 kg": ("Autre thé vert, emballages ≤ 3 kg", "Ikindi cyayi cy’icyatsi, amapaki ≤ kg 3"),
    "Other green tea, packs > 3 kg": ("Autre thé vert, emballages > 3 kg", "Ikindi cyayi cy’icyatsi, amapaki > kg 3"),
    "Black tea, packs <= 3 kg": ("Thé noir, emballages ≤ 3 kg", "Icyayi cy’umukara, amapaki ≤ kg 3"),
    "Black tea, packs > 3 kg": ("Thé noir, emballages > 3 kg", "Icyayi cy’umukara, amapaki > kg 3"),
    "Dried chilli, neither crushed nor ground": ("Piment séché, ni broyé ni pulvérisé", "Urusenda rwumye, rudasekuye kandi rudaseye"),
    "Chilli, crushed or ground": ("Piment broyé ou pulvérisé", "Urusenda rusekuye cyangwa ruseye"),
    "Fresh or chilled chilli": ("Piment frais ou réfrigéré", "Urusenda rubisi cyangwa rukonjesheje"),
    "Natural honey": ("Miel naturel", "Ubuki bw’umwimerere"),
    "Royal jelly, fresh": ("Gelée royale fraîche", "Igikoma cy’umwamikazi w’inzuki, kibisi"),
    "Macadamia nuts in shell, not seed": ("Noix de macadamia en coque, non de semence", "Makadamiya mu bishishwa, zitari imbuto zo gutera"),
    "Macadamia nuts, shelled": ("Noix de macadamia sans coque", "Makadamiya zivanywe mu bishishwa"),
    "Avocados, fresh": ("Avocats frais", "Avoka mbisi"),
    "Pineapple, dried": ("Ananas séchés", "Inanasi zumye"),
    "Mangoes, fresh (dried mango: sister code)": (
        "Mangues fraîches (mangue séchée : code voisin)",
        "Imyembe mibisi (iyumye: kode ibangikanye)",
    ),
    "Stevia leaf": ("Feuilles de stévia", "Amababi ya stevia"),
    "Pyrethrum extract": ("Extrait de pyrèthre", "Umutobe w’ibireti"),
    "Other fixed vegetable oils (avocado oil, macadamia oil)": (
        "Autres huiles végétales fixes (huile d’avocat, de macadamia)",
        "Andi mavuta y’ibimera (aya avoka, aya makadamiya)",
    ),
    "Citronella oil": ("Huile essentielle de citronnelle", "Amavuta ya citronella"),
    "Eucalyptus oil": ("Huile essentielle d’eucalyptus", "Amavuta y’inturusu"),
    "Geranium, lemongrass, patchouli, rosemary oils (other)": (
        "Huiles de géranium, de lemongrass, de patchouli, de romarin (autres)",
        "Amavuta ya jeraniyumu, umucyayicyayi, paculi, romare (andi)",
    ),
    "Toilet soap, bars": ("Savons de toilette en pains", "Isabune yo koga, imiti"),
    "Soap in other forms": ("Savons sous d’autres formes", "Isabune mu bundi buryo"),
    "Candles (beeswax)": ("Bougies (cire d’abeille)", "Buji (z’ibishashara)"),
    "Shampoo": ("Shampooings", "Shampo"),
    "Sauces and condiments (chilli sauce, chilli oil)": (
        "Sauces et condiments (sauce pimentée, huile pimentée)",
        "Isosi n’ibirungo (isosi y’urusenda, amavuta y’urusenda)",
    ),
    "Roasted/prepared nuts (macadamia)": ("Fruits à coque grillés ou préparés (macadamia)", "Makadamiya zikaranze cyangwa zitunganyije"),
    "Leather handbags": ("Sacs à main en cuir", "Ibikapu by’uruhu"),
    "Leather short boots": ("Bottines en cuir", "Bote ngufi z’uruhu"),
    "Wooden frames": ("Cadres en bois", "Amakadire y’imbaho"),
    "Wood statuettes, tropical wood (HS 2022)": (
        "Statuettes en bois tropical (SH 2022)",
        "Amashusho mato abajwe mu biti byo mu turere dushyuha (HS 2022)",
    ),
    "Wood carvings (HS 2017 code 4420.10; HS 2022 4420.19)": (
        "Sculptures en bois (SH 2017 : 4420.10 ; SH 2022 : 4420.19)",
        "Ibibajwe mu biti (kode ya HS 2017: 4420.10; HS 2022: 4420.19)",
    ),
    "Mats of plaiting materials": ("Nattes en matières à tresser", "Imisambi n’ibirago"),
    "Baskets of other vegetable materials (sisal, grass, papyrus)": (
        "Ouvrages de vannerie en autres matières végétales (sisal, herbes, papyrus)",
        "Uduseke two mu bindi bimera (sizali, ibyatsi, urufunzo)",
    ),
    "Shawls, scarves of artificial fibres": ("Châles, écharpes de fibres artificielles", "Imyitero n’ibitambaro by’ubudodo bw’ubukorano"),
    "Kitenge dress, cotton": ("Robe en kitenge, coton", "Ikanzu y’igitenge, ipamba"),
    "Made-up textile goods (kitenge)": ("Articles textiles confectionnés (kitenge)", "Ibidozwe mu myenda (igitenge)"),
    "Furnishing articles, cotton (cushion covers)": (
        "Articles d’ameublement en coton (housses de coussin)",
        "Imyenda yo mu nzu y’ipamba (impuzu z’imisego)",
    ),
    "Hand-woven tapestries / embroidered pictures": (
        "Tapisseries tissées à la main / tableaux brodés",
        "Amashusho aboshye n’intoki cyangwa afumye",
    ),
    "Statuettes and ornaments of porcelain": (
        "Statuettes et objets d’ornementation en porcelaine",
        "Amashusho mato n’imitako bya porusilene",
    ),
    "Ornamental ceramics, other than porcelain (pottery)": (
        "Objets d’ornementation en céramique, autres qu’en porcelaine (poterie)",
        "Imitako y’ibumba itari porusilene",
    ),
    "Imitation jewellery of base metal": ("Bijouterie de fantaisie en métaux communs", "Imirimbo yo mu byuma bisanzwe"),
    "Imitation jewellery, other (beads, sisal, paper)": (
        "Bijouterie de fantaisie, autre (perles, sisal, papier)",
        "Indi mirimbo (amasaro, sizali, impapuro)",
    ),
    "Paintings/plaques by hand (imigongo as original art), under 100 years": (
        "Tableaux faits à la main (imigongo, œuvre originale), de moins de 100 ans",
        "Amashusho akozwe n’intoki (imigongo y’umwimerere), atarengeje imyaka 100",
    ),
    "Cut roses, fresh": ("Roses coupées, fraîches", "Indabo za roza zikaswe, mbisi"),
    "Tableware and kitchenware of wood, other than bamboo": (
        "Articles de table ou de cuisine en bois, autre que le bambou",
        "Ibikoresho by’imbaho byo ku meza no mu gikoni, bitari imigano",
    ),
    "Embroidery of man-made fibres, in the piece or motifs": (
        "Broderies de fibres synthétiques ou artificielles, en pièces ou en motifs",
        "Ibifumwe mu budodo bw’ubukorano, ibitambaro cyangwa imitako",
    ),
    "Footwear with outer soles and uppers of leather, not covering the ankle": (
        "Chaussures à semelles et dessus en cuir, ne couvrant pas la cheville",
        "Inkweto z’uruhu hejuru no hasi, zitageze ku kagombambari",
    ),
    "Footwear with uppers of leather, not covering the ankle": (
        "Chaussures à dessus en cuir, ne couvrant pas la cheville",
        "Inkweto z’uruhu hejuru, zitageze ku kagombambari",
    ),
}


def say_further(model, hub, said: dict[str, tuple[str, str]], *, field: str = "title") -> None:
    """Fill the French and Kinyarwanda of rows whose English is still ours, where nobody wrote one. Safe to call again."""
    rows = model._base_manager.filter(hub=hub)
    for english, texts in said.items():
        for language, text in zip(("fr", "rw"), texts, strict=True):
            ours = rows.filter(**{f"{field}_en": english})
            for empty in ({f"{field}_{language}": ""}, {f"{field}_{language}__isnull": True}):
                ours.filter(**empty).update(**{f"{field}_{language}": text})


def say_all(paper_rule, label_item, allergen, hs_code, hub) -> None:
    """Papers, items of labels, allergens and goods of one hub, each model as the caller has it."""
    say_further(paper_rule, hub, PAPERS)
    say_further(label_item, hub, LABELS)
    say_further(hs_code, hub, GOODS)
    for english, kinyarwanda in ALLERGENS.items():
        allergen._base_manager.filter(hub=hub, name_en=english, name_rw="").update(name_rw=kinyarwanda)
        allergen._base_manager.filter(hub=hub, name_en=english, name_rw=None).update(name_rw=kinyarwanda)
