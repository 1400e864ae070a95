from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Unit(models.TextChoices):
    """What one piece of a variant is, as the invoice will count it (UN/ECE Recommendation 20 and 21 codes in UNIT_CODES)."""

    PIECE = "piece", _("piece")
    BAG = "bag", _("bag")
    PACK = "pack", _("pack")
    JAR = "jar", _("jar")
    BOTTLE = "bottle", _("bottle")
    BOX = "box", _("box")
    SET = "set", _("set")
    PAIR = "pair", _("pair")
    KILOGRAM = "kg", _("kg")


INDIVISIBLE = (Unit.PIECE, Unit.PAIR, Unit.SET)  # units that may be one thing which cannot be sold in parts

UNIT_CODES = {
    Unit.PIECE: "H87",
    Unit.BAG: "BG",
    Unit.PACK: "PK",
    Unit.JAR: "JR",
    Unit.BOTTLE: "BO",
    Unit.BOX: "BX",
    Unit.SET: "SET",
    Unit.PAIR: "PR",
    Unit.KILOGRAM: "KGM",
}


class CoffeeProcess(models.TextChoices):
    WASHED = "washed", pgettext_lazy("coffee process", "Washed")
    NATURAL = "natural", pgettext_lazy("coffee process", "Natural")
    HONEY = "honey", pgettext_lazy("coffee process", "Honey")
    ANAEROBIC = "anaerobic", pgettext_lazy("coffee process", "Anaerobic")
    DECAF = "decaf", pgettext_lazy("coffee process", "Decaffeinated")


class RoastLevel(models.TextChoices):
    """How dark a coffee is roasted, as its bag says."""

    LIGHT = "light", pgettext_lazy("roast", "Light roast")
    MEDIUM = "medium", pgettext_lazy("roast", "Medium roast")
    MEDIUM_DARK = "medium_dark", pgettext_lazy("roast", "Medium-dark roast")
    DARK = "dark", pgettext_lazy("roast", "Dark roast")


class Necessity(models.TextChoices):
    REQUIRED = "required", _("required")
    CONDITIONAL = "conditional", _("on condition")


class WhyNot(models.TextChoices):
    """Why a variant cannot be bought just now."""

    NOT_LISTED = "not_listed", _("No longer offered")
    NO_PRICE = "no_price", _("No price in this currency")
    SOLD_OUT = "sold_out", _("Sold out")
