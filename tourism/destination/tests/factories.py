from __future__ import annotations

from itertools import count

from tourism.destination.models import Article, Collection, CollectionItem, Place, Tip

_numbers = count(1)


def make_place(name: str = "", **fields) -> Place:
    number = next(_numbers)
    told = {"slug": f"place-{number}", "kind": "park", "name_en": name or f"Place {number}", "position": number}
    return Place.objects.create(**told | fields)


def make_tip(**fields) -> Tip:
    return Tip.objects.create(**{"subject": "visa", "title_en": "On arrival", "text_en": "Thirty days."} | fields)


def make_article(**fields) -> Article:
    return Article.objects.create(
        **{"slug": f"story-{next(_numbers)}", "title_en": "A story", "text_en": "First.\n\n## Then\n\nLast."} | fields
    )


def make_collection(*stops: Place | Article, **fields) -> Collection:
    collection = Collection.objects.create(**{"slug": f"way-{next(_numbers)}", "title_en": "A way"} | fields)
    for position, stop in enumerate(stops):
        thing = {"place" if isinstance(stop, Place) else "article": stop}
        CollectionItem.objects.create(collection=collection, position=position, **thing)
    return collection
