"""What RDB's officers may do with goods: read them all, take them off sale with a reason, name their code, keep the tables."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "catalog.view_product",
    "catalog.withdraw_product",
    "catalog.classify_product",
    "catalog.view_variant",
    "catalog.view_variantprice",
    "catalog.view_priceproposal",
    "catalog.view_photo",
    "catalog.view_video",
    "catalog.view_coffeefacts",
    *(
        f"catalog.{verb}_{model}"
        for model in ("hscode", "category", "paperrule", "material", "allergen", "labelitem")
        for verb in ("view", "add", "change")
    ),
]


def ensure_rights(**kwargs) -> None:
    """Runs after every migrate, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
