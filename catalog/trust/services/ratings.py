"""The count of stars of a product, kept in the transaction of the review that changes it."""

from __future__ import annotations

from django.db.models import F

from catalog.trust.models import Rating, Review

_COLUMNS = {1: "ones", 2: "twos", 3: "threes", 4: "fours", 5: "fives"}


def count_stars(review: Review, *, gone: int | None, come: int | None) -> None:
    """A public review has lost `gone` stars and gained `come`; None where it was or is not public. Call it with the review under lock, and
    as the last thing: whoever reviews the same product waits from here on."""
    if gone == come:
        return
    Rating.objects.bulk_create([Rating(product_id=review.product_id, hub_id=review.hub_id)], ignore_conflicts=True)
    steps: dict[str, int] = {"count": 0, "total": 0}
    for stars, sign in ((gone, -1), (come, 1)):
        if stars is not None:
            steps["count"] += sign
            steps["total"] += sign * stars
            steps[_COLUMNS[stars]] = sign
    changes = {name: F(name) + step for name, step in steps.items() if step}
    Rating.objects.filter(product=review.product_id).update(**changes)
