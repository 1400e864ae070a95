"""Units of measure (UN/ECE Recommendation 20) and kinds of package (Recommendation 21), as the papers name them."""

from .facts import Named

UNITS = {
    unit.code: unit
    for unit in (
        Named("H87", "pc", "件"),
        Named("KGM", "kg", "千克"),
        Named("GRM", "g", "克"),
        Named("TNE", "t", "吨"),
        Named("LTR", "l", "升"),
        Named("MLT", "ml", "毫升"),
        Named("MTR", "m", "米"),
        Named("PR", "pair", "双"),
        Named("SET", "set", "套"),
        Named("DZN", "dozen", "打"),
        Named("XPK", "pack", "包"),
        Named("XBG", "bag", "袋"),
        Named("XBX", "box", "盒"),
        Named("XCT", "carton", "箱"),
        Named("XBO", "bottle", "瓶"),
        Named("XJR", "jar", "罐"),
        Named("XTN", "tin", "听"),
        Named("XSA", "sack", "麻袋"),
    )
}
# The words a catalogue uses for its selling units.
UNIT_WORDS = {
    "piece": "H87", "pieces": "H87", "pc": "H87", "item": "H87", "unit": "H87", "each": "H87",
    "kg": "KGM", "g": "GRM", "t": "TNE", "l": "LTR", "litre": "LTR", "ml": "MLT", "m": "MTR", "metre": "MTR",
    "pair": "PR", "set": "SET", "dozen": "DZN", "pack": "XPK", "bag": "XBG", "box": "XBX", "carton": "XCT",
    "bottle": "XBO", "jar": "XJR", "tin": "XTN", "sack": "XSA",
}  # fmt: skip

PACKAGES = {
    kind.code: kind
    for kind in (
        Named("PK", "package", "件"),
        Named("CT", "carton", "纸箱"),
        Named("BX", "box", "盒"),
        Named("CS", "case", "箱"),
        Named("BG", "bag", "袋"),
        Named("SA", "sack", "麻袋"),
        Named("BL", "bale", "捆包"),
        Named("BE", "bundle", "捆"),
        Named("CR", "crate", "板条箱"),
        Named("DR", "drum", "桶"),
        Named("PX", "pallet", "托盘"),
        Named("TU", "tube", "筒"),
        Named("NE", "unpacked", "裸装"),
    )
}


# A unit that travels as it is gives its package its kind.
PACKAGE_WORDS = {"XSA": "SA", "XBG": "BG", "XBX": "BX", "XCT": "CT"}


def package_for(word: str) -> Named:
    """The kind of package that a unit is when nothing is put around it."""
    return PACKAGES[PACKAGE_WORDS.get(unit(word).code, "PK")]


def unit(word: str) -> Named:
    """The unit for a code or a catalogue's word; pieces for a word we do not know."""
    return UNITS.get(word) or UNITS[UNIT_WORDS.get(word.strip().lower(), "H87")]
