from tourism.destination.models.article import Article
from tourism.destination.models.collection import Collection, CollectionItem
from tourism.destination.models.place import Place, PlacePhoto
from tourism.destination.models.tip import Tip

__all__ = ["Article", "Collection", "CollectionItem", "Place", "PlacePhoto", "Tip"]
