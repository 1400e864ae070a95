"""What handmade goods of the Rwanda hub are made of: address, names by language. Officers add to them."""

from __future__ import annotations

LANGUAGES = ("en", "zh_hans", "fr", "rw")
SHELVES = ("baskets", "wood-and-art", "textiles-and-fashion")

MATERIALS: list[tuple[str, str, str, str, str]] = [
    # address, English, Chinese, French, Kinyarwanda
    ("sisal", "Sisal", "剑麻", "Sisal", "Umugwegwe"),
    ("sweetgrass", "Sweetgrass", "香草", "Herbe douce", "Ishinge"),
    ("grass", "Forest grass", "林草", "Herbe de forêt", "Ibyatsi"),
    ("papyrus", "Papyrus", "纸莎草", "Papyrus", "Urufunzo"),
    ("banana-leaf", "Banana leaf and stalk", "香蕉叶与茎", "Feuille et tige de bananier", ""),
    ("raffia", "Raffia", "拉菲草", "Raphia", ""),
    ("bamboo", "Bamboo", "竹", "Bambou", "Umugano"),
    ("wood", "Wood", "木", "Bois", "Igiti"),
    ("clay", "Clay", "陶土", "Argile", "Ibumba"),
    ("cow-dung", "Cow dung and ash", "牛粪与草木灰", "Bouse de vache et cendre", ""),
    ("horn", "Cow horn", "牛角", "Corne de vache", "Ihembe"),
    ("leather", "Leather", "皮革", "Cuir", "Uruhu"),
    ("cotton", "Cotton", "棉", "Coton", "Ipamba"),
    ("beads", "Beads", "珠子", "Perles", "Amasaro"),
]


def ensure_materials(material_model, hub) -> None:
    """Write the materials where they are missing; leaves those that are there as an officer has made them. Safe to call again."""
    for position, (slug, *names) in enumerate(MATERIALS):
        said = {f"name_{language}": name or None for language, name in zip(LANGUAGES, names, strict=True)}
        material_model._base_manager.get_or_create(hub=hub, slug=slug, defaults={"name": names[0], "position": position, **said})


def ask_for_materials(category_model, hub) -> None:
    """The shelves of handmade goods ask their sellers for materials."""
    category_model._base_manager.filter(hub=hub, slug__in=SHELVES).update(has_materials=True)
